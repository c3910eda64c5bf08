"""A small course in four languages, two modules of two units, with one of each block that counts, and its cohorts.

course = small_course(site)              # `site` is the small site of the integration tests
course.unit(1, 1)                        # the first module's first unit, as it was written; (1, 1, "de") in German
course.key(1, 1)                         # what its languages share
course.block("question")                 # the block's id: names learners' records in every language

group = cohort(course)                   # open, all may enrol, medium, twelve places
anna = learner(group)                    # her enrolment; `anna.user` is the person
guide = facilitator(group)               # the person
"""

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from django.core.cache import cache
from django.utils import timezone

from courses.choices import CohortRole, CohortState, EnrolmentState, Entry, Intensity
from courses.models import (
    Cohort,
    CohortPerson,
    CourseIntensity,
    CoursePage,
    Enrolment,
    ModulePage,
    Team,
    UnitPage,
    UnitRule,
    Video,
)
from portal.accounts.models import User
from tests.factories.pages import add_translation, child, locale
from tests.factories.records import LANGUAGES, user
from tests.factories.site import SmallSite

NAMESPACE = UUID("0d4c1a7a-3f0e-5b1c-9e57-5f0c5a1e2b11")
PLACES = {
    "question": (1, 1),
    "activity": (1, 1),
    "reflection": (1, 2),
    "video": (1, 2),
    "task": (2, 1),
    "session": (2, 1),
}
"""Blocks that count, and the unit each stands in. Unit 2.2 asks to be read, nothing else."""
HOURS = {Intensity.MAXI: (22, 14, 24, 16), Intensity.MEDIUM: (16, 10, 14, 14), Intensity.LIGHT: (13, 2, 5, 12)}
_numbers = count(1)


@dataclass
class SmallCourse:
    """The course with its pages by place and language: () the course, (1,) a module, (1, 2) a unit."""

    pages: dict[tuple[int, ...], dict[str, Any]] = field(default_factory=dict)
    activity: Any = None
    """The H5P activity of unit 1.1, if the test has made one."""

    def __call__(self, *place: int, language: str = "en") -> Any:
        """A page, fresh from the database."""
        page = self.pages[place][language]
        return type(page).objects.get(pk=page.pk)

    def unit(self, module: int, number: int, language: str = "en") -> UnitPage:
        """A unit's page."""
        return self(module, number, language=language)

    def key(self, *place: int) -> UUID:
        """The `translation_key` of the course `key()`, of a module `key(1)`, of a unit `key(1, 2)`."""
        return self.pages[place]["en"].translation_key

    def url(self, *place: int, language: str = "en") -> str:
        """A page's address."""
        return self.pages[place][language].url

    @staticmethod
    def block(kind: str) -> UUID:
        """The id of the block of this kind: `question`, `activity`, `reflection`, `video`, `task`, `session`;
        `module-task`, `plan` stand in the first module's work.
        """
        return identity(kind)


def identity(*parts: Any) -> UUID:
    """A stable id."""
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def small_course(site: SmallSite, *, activity: Any = None) -> SmallCourse:
    """The course below the small site's page "project". With an `activity` (tests.factories.h5p.install) unit 1.1
    has it as a block that counts; without, only a question.
    """
    course = SmallCourse(activity=activity)
    titles = ("The course", "A kurzus", "Der Kurs", "De cursus")
    course.pages[()] = _family(CoursePage, {code: site("project", code) for code in LANGUAGES}, titles, {})
    for module in (1, 2):
        titles = tuple(f"{word} {module}" for word in ("Module", "Rész", "Modul", "Deel"))
        values = {"code": f"M{module}", "question": "Why?", "work": json.dumps(_work()) if module == 1 else "[]"}
        course.pages[(module,)] = _family(ModulePage, course.pages[()], titles, values)
        for number in (1, 2):
            titles = tuple(f"{word} {module}.{number}" for word in ("Unit", "Lecke", "Einheit", "Les"))
            body = _body((module, number), activity)
            values = {"number": f"{module}.{number}", "minutes": 40, "body": json.dumps(body)}
            course.pages[(module, number)] = _family(UnitPage, course.pages[(module,)], titles, values)
    cache.clear()
    return course


def _family(model: Any, parents: dict[str, Any], titles: tuple[str, ...], values: dict[str, Any]) -> dict[str, Any]:
    shared = {**values, "slug": titles[0].lower().replace(" ", "-").replace(".", "-")}
    own = child(model, _fresh(parents["en"]), titles[0], lead="Why", **shared)
    pages = {"en": own}
    for language, title in list(zip(LANGUAGES, titles, strict=True))[1:]:
        slug = title.lower().replace(" ", "-").replace(".", "-")
        pages[language] = add_translation(own, _fresh(parents[language]), title, slug=slug)
    return pages


def _fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def _body(place: tuple[int, ...], activity: Any) -> list[dict[str, Any]]:
    text = {"type": "text", "value": f"<p>Text {place}.</p>", "id": str(identity("text", *place))}
    kinds = [kind for kind, where in PLACES.items() if where == place and (kind != "activity" or activity)]
    return [text, *(_block(kind, activity) for kind in kinds)]


def _block(kind: str, activity: Any = None) -> dict[str, Any]:
    values = {
        "question": _question,
        "activity": lambda: {"activity": activity.pk, "need": "tried"},
        "reflection": lambda: {"text": "What did you see?", "help": "", "need": "tried"},
        "video": lambda: {"video": film().pk, "before": "?", "during": "?", "after": "?", "need": "tried"},
        "task": lambda: _task("T1", "passed"),
        "session": lambda: {"code": "S1", "text": "<p>Come.</p>", "need": "passed"},
    }
    return {"type": kind, "value": values[kind](), "id": str(identity(kind))}


def _question() -> dict[str, Any]:
    choices = [("a", "Pupils", True), ("b", "Teachers", False)]
    items = [
        {
            "type": "item",
            "id": str(identity("choice", name)),
            "value": {"text": text, "match": "", "right": right, "feedback": f"{text}!"},
        }
        for name, text, right in choices
    ]
    return {
        "kind": "single",
        "text": "<p>Whom do we watch?</p>",
        "help": "",
        "choices": items,
        "explanation": "<p>Pupils.</p>",
        "tries": 0,
        "show": "each",
        "need": "tried",
    }


def _task(code: str, need: str) -> dict[str, Any]:
    steps = [{"type": "item", "value": "Look", "id": str(identity(code, "step"))}]
    criteria = [{"type": "item", "value": "It is seen", "id": str(identity(code, "criterion"))}]
    about = {"code": code, "title": "Look at a lesson", "hours": "1 h", "hand_in": "A page", "need": need}
    return {**about, "steps": steps, "criteria": criteria}


def _work() -> list[dict[str, Any]]:
    item = {"minute": 0, "title": "Start", "text": "<p>Hello.</p>"}
    plan = {
        "code": "S0",
        "kind": "in_person",
        "intensity": "",
        "minutes": 120,
        "plan": [{"type": "item", "value": item, "id": str(identity("plan", "item"))}],
        "materials": [{"type": "item", "value": "Cards", "id": str(identity("plan", "material"))}],
    }
    return [
        {"type": "task", "value": _task("T0", "passed"), "id": str(identity("module-task"))},
        {"type": "session", "value": plan, "id": str(identity("plan"))},
    ]


def film() -> Video:
    """A film of one scene, in English; made once."""
    scenes = [{"type": "scene", "value": {"seconds": 4, "text": "A class."}, "id": str(identity("scene"))}]
    values = {"title": "Three eyes", "description": "A class from above.", "scenes": json.dumps(scenes)}
    return Video.objects.get_or_create(key="three-eyes", locale=locale("en"), defaults=values)[0]


def intensity(course: SmallCourse, code: str = Intensity.MEDIUM, **values: Any) -> CourseIntensity:
    """A way through the course, made once. Light leaves unit 2.2 open."""
    online, session, school, weeks = HOURS[Intensity(code)]
    hours = {"hours_online": online, "hours_session": session, "hours_school": school, "weeks": weeks}
    row, created = CourseIntensity.objects.get_or_create(course=course.key(), code=code, defaults={**hours, **values})
    if created and code == Intensity.LIGHT:
        UnitRule.objects.create(intensity=row, unit=course.key(2, 2), required=False)
    return row


def cohort(course: SmallCourse, name: str = "", **values: Any) -> Cohort:
    """Open for everybody, spring 2027, twelve places; `intensity="light"` and other fields by name."""
    code = values.pop("intensity", Intensity.MEDIUM)
    given = {
        "state": CohortState.OPEN,
        "entry": Entry.OPEN,
        "start": date(2027, 2, 1),
        "end": date(2027, 6, 30),
        "languages": list(LANGUAGES),
        "places": 12,
        **values,
    }
    rule = intensity(course, code)
    return Cohort.objects.create(course=course.key(), name=name or f"Cohort {next(_numbers)}", intensity=rule, **given)


def learner(where: Cohort, person: User | None = None, state: str = EnrolmentState.ACTIVE, **values: Any) -> Enrolment:
    """Somebody in the cohort: taking part unless another state is asked. A place is given to who must have one."""
    now = timezone.now()
    person = person or user(f"learner-{next(_numbers)}@school.example", "learner")
    if state in (EnrolmentState.ACTIVE, EnrolmentState.OFFERED) and "place" not in values:
        taken = set(where.enrolments.exclude(place=None).values_list("place", flat=True))
        values["place"] = next(number for number in count(1) if number not in taken)
    if state == EnrolmentState.ACTIVE:
        values.setdefault("active_since", now)
    if state == EnrolmentState.WAITING:
        values.setdefault("waiting_since", now)
    return Enrolment.objects.create(cohort=where, user=person, state=state, **values)


def facilitator(where: Cohort, person: User | None = None) -> User:
    """Somebody who leads the cohort."""
    return _looks_after(where, person, CohortRole.FACILITATOR)


def mentor(where: Cohort, person: User | None = None) -> User:
    """Somebody who accompanies it."""
    return _looks_after(where, person, CohortRole.MENTOR)


def course_manager(email: str = "") -> User:
    """Somebody who looks after every cohort."""
    return user(email or f"course-manager-{next(_numbers)}@ls4vet.example", "course_manager")


def team(where: Cohort, *members: Enrolment, name: str = "") -> Team:
    """Colleagues of one school."""
    group = Team.objects.create(cohort=where, name=name or f"Team {next(_numbers)}", school="A school")
    for enrolment in members:
        enrolment.team = group
        enrolment.save(update_fields=["team"])
    return group


def _looks_after(where: Cohort, person: User | None, role: str) -> User:
    person = person or user(f"{role}-{next(_numbers)}@school.example", role)
    CohortPerson.objects.create(cohort=where, user=person, role=role)
    return person
