"""The factories' course is a course: four languages, the parts they promise, people in their roles."""

from courses.permissions import may_facilitate, may_learn, may_manage_courses, may_mentor
from courses.services import outline
from tests.factories.course import PLACES, cohort, course_manager, facilitator, learner, mentor, small_course
from tests.factories.h5p import install


def test_the_small_course_asks_what_it_says(site, boss):
    course = small_course(site, activity=install(boss))
    for language in ("en", "hu", "de", "nl"):
        whole = outline.course(course.key(), language)
        assert [unit.number for unit in whole.units] == ["1.1", "1.2", "2.1", "2.2"]
        assert {unit.language for unit in whole.units} == {language}
        parts = {part.id: (unit.number, part.kind) for unit in whole.units for part in unit.parts}
        for kind, (module, number) in PLACES.items():
            assert parts[course.block(kind)] == (f"{module}.{number}", kind)


def test_its_people_have_their_roles(site):
    group = cohort(small_course(site))
    anna, guide, friend = learner(group), facilitator(group), mentor(group)
    assert may_learn(anna.user, anna)
    assert may_facilitate(guide, group)
    assert may_mentor(friend, group)
    assert not may_facilitate(friend, group)
    assert may_manage_courses(course_manager())
