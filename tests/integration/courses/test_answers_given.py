"""Answers: counted once, in whatever language; stale, late, foreign and hostile ones."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from courses.choices import CohortState, EnrolmentState, PartKind, QuestionKind
from courses.errors import Closed, Stale
from courses.models import Answer, Enrolment, PartDone
from courses.questions import BadAnswer
from courses.services import answers, questions
from courses.services.answers import Sent
from courses.services.outline import course as outline_of
from portal.core.errors import NotAllowed
from tests.factories.course import SmallCourse, cohort, learner, small_course
from tests.factories.questions import KINDS, ask, block, body, choice, right, set_body
from tests.factories.site import SmallSite


@pytest.fixture(scope="module")
def built(built_site: SmallSite) -> tuple[SmallCourse, Enrolment]:
    """The course with a question of each kind, and a learner."""
    course = small_course(built_site)
    ask(course)
    return course, learner(cohort(course))


@pytest.fixture
def course(built: tuple[SmallCourse, Enrolment], db: None) -> SmallCourse:
    cache.clear()
    return built[0]


@pytest.fixture
def anna(built: tuple[SmallCourse, Enrolment], db: None) -> Enrolment:
    return Enrolment.objects.select_related("cohort").get(pk=built[1].pk)


def sent(course: SmallCourse, kind: str, fields: dict[str, list[str]] | None = None, **more: Any) -> Sent:
    asked = questions.question(course.key(1, 1), block(kind), "en")
    assert asked
    given = right(course, kind) if fields is None else fields
    return Sent(fields=given, **{"number": 1, "version": asked.version, **more})


def give(course: SmallCourse, who: Enrolment, kind: str, form: Sent, language: str = "en", **more: Any) -> Answer:
    values = {"user": who.user, "enrolment": who, "unit": course.key(1, 1), "block": block(kind), **more}
    return answers.answer(**values, sent=form, language=language)


def draft(course: SmallCourse, who: Enrolment, text: str, known: int = 0, number: int = 1, **more: Any) -> Answer:
    form = sent(course, "long", {"text": [text]}, known=known, number=number)
    values = {"user": who.user, "enrolment": who, "unit": course.key(1, 1), "block": block("long"), **more}
    return answers.save_draft(**values, sent=form, language="de")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "upload"])
def test_an_answer_counts_for_the_unit(course: SmallCourse, anna: Enrolment, kind: str):
    row = give(course, anna, kind, sent(course, kind), "de")
    assert row.right is (None if kind in ("long", "scale") else True)
    part = PartDone.objects.get(enrolment=anna, part=block(kind))
    assert (part.kind, part.passed, part.unit) == (PartKind.QUESTION, True, course.key(1, 1))


def test_a_wrong_answer_is_tried_and_a_right_one_passes(course: SmallCourse, anna: Enrolment):
    give(course, anna, "single", sent(course, "single", {"choice": [choice("single", "a")]}))
    assert not PartDone.objects.get(enrolment=anna).passed
    give(course, anna, "single", sent(course, "single", number=2), "hu")
    assert PartDone.objects.get(enrolment=anna).passed
    history = answers.history(anna, course.key(1, 1), block("single"))
    assert (history.tried, history.right, history.number) == (2, True, 3)


def test_sent_twice_it_counts_once(course: SmallCourse, anna: Enrolment):
    form = sent(course, "single", {"choice": [choice("single", "a")]})
    assert give(course, anna, "single", form) == give(course, anna, "single", form)
    assert Answer.objects.count() == 1


def test_a_form_from_another_window_is_not_counted(course: SmallCourse, anna: Enrolment):
    give(course, anna, "single", sent(course, "single", {"choice": [choice("single", "a")]}))
    with pytest.raises(Stale):
        give(course, anna, "single", sent(course, "single"))
    with pytest.raises(Stale):
        give(course, anna, "single", sent(course, "single", number=3))
    assert Answer.objects.count() == 1


def test_a_form_that_knows_an_older_question_is_refused_and_its_answer_kept(course: SmallCourse, anna: Enrolment):
    form = sent(course, "single")
    more = {"text": "New", "match": "", "right": False, "feedback": ""}
    blocks = body()
    blocks[0]["value"]["choices"].append({"type": "item", "id": str(uuid4()), "value": more})
    set_body(course.unit(1, 1), blocks)
    with pytest.raises(Stale, match="changed"):
        give(course, anna, "single", form)
    assert not Answer.objects.exists()


def test_other_words_do_not_make_a_form_old(course: SmallCourse, anna: Enrolment):
    form = sent(course, "single")
    blocks = body()
    blocks[0]["value"]["text"] = "<p>Which one, then?</p>"
    set_body(course.unit(1, 1), blocks)
    assert give(course, anna, "single", form).right


def test_a_translator_who_takes_a_choice_or_the_block_away_breaks_nothing(course: SmallCourse, anna: Enrolment):
    form = sent(course, "single")
    blocks = body("de")
    blocks[0]["value"]["choices"] = blocks[0]["value"]["choices"][:1]
    del blocks[1]
    set_body(course.unit(1, 1, "de"), blocks)
    found = questions.in_unit(course.key(1, 1), "de").questions
    assert [one.text for one in found[str(block("single"))].choices] == ["Text a (de)", "Text b"]
    assert (found[str(block("multiple"))].language, found[str(block("single"))].language) == ("en", "de")
    assert give(course, anna, "single", form, "de").right


def test_gaps_are_judged_in_the_language_they_were_read_in(course: SmallCourse, anna: Enrolment):
    blocks = body("de")
    gaps = next(one for one in blocks if one["id"] == str(block("gaps")))
    gaps["value"]["text"] = "<p>Die *Unterrichtsstunde* bei *26* °C</p>"
    set_body(course.unit(1, 1, "de"), blocks)
    form = sent(course, "gaps", {"gap-0": ["unterrichtsstunde"], "gap-1": ["26"]})
    assert give(course, anna, "gaps", form, "de").right
    gaps["value"]["text"] = "<p>Ohne Lücken</p>"
    set_body(course.unit(1, 1, "de"), blocks)
    assert questions.question(course.key(1, 1), block("gaps"), "de").language == "en"


def test_an_answer_to_an_older_question_stays_and_is_judged_by_what_it_still_names(
    course: SmallCourse, anna: Enrolment
):
    give(course, anna, "multiple", sent(course, "multiple"))
    blocks = body()
    blocks[1]["value"]["choices"] = blocks[1]["value"]["choices"][:1]
    set_body(course.unit(1, 1), blocks)
    row = Answer.objects.get()
    assert (row.right, row.score, row.max_score) == (True, 2, 2)
    assert answers.history(anna, course.key(1, 1), block("multiple")).right


def test_after_the_last_try_and_after_the_right_one_it_is_closed(course: SmallCourse, anna: Enrolment):
    ask(course, single={"tries": 1}, truefalse={"tries": 2})
    give(course, anna, "single", sent(course, "single", {"choice": [choice("single", "a")]}))
    with pytest.raises(Closed, match="last try"):
        give(course, anna, "single", sent(course, "single", number=2))
    give(course, anna, "truefalse", sent(course, "truefalse"))
    with pytest.raises(Closed, match="already"):
        give(course, anna, "truefalse", sent(course, "truefalse", number=2))


def test_after_the_end_of_the_cohort_nothing_is_taken(course: SmallCourse, anna: Enrolment):
    anna.cohort.state = CohortState.ENDED
    anna.cohort.save()
    with pytest.raises(Closed, match="ended"):
        give(course, anna, "single", sent(course, "single"))
    with pytest.raises(Closed):
        draft(course, anna, "late")
    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", [EnrolmentState.WITHDRAWN, EnrolmentState.WAITING])
def test_only_those_who_take_part_answer(course: SmallCourse, anna: Enrolment, state: str):
    other = learner(anna.cohort, state=state)
    with pytest.raises(NotAllowed):
        give(course, other, "single", sent(course, "single"))


def test_nobody_answers_in_somebody_elses_enrolment(course: SmallCourse, anna: Enrolment):
    other = learner(anna.cohort)
    with pytest.raises(NotAllowed):
        give(course, anna, "single", sent(course, "single"), user=other.user)
    with pytest.raises(NotAllowed):
        draft(course, anna, "mine?", user=other.user)


def test_a_question_of_another_course_or_none_is_refused(course: SmallCourse, anna: Enrolment):
    form = sent(course, "single")
    for wrong in ({"unit": uuid4()}, {"block": uuid4()}, {"unit": course.key(2, 2)}):
        with pytest.raises(NotAllowed):
            give(course, anna, "single", form, **wrong)
    course.unit(1, 1).unpublish()
    cache.clear()
    assert outline_of(course.key()).unit(course.key(1, 1)) is None
    with pytest.raises(NotAllowed):
        give(course, anna, "single", form)


@pytest.mark.parametrize("text", ["x" * 20_001, "x" * 102_400])
def test_a_text_that_is_too_long_is_refused(course: SmallCourse, anna: Enrolment, text: str):
    with pytest.raises(BadAnswer):
        give(course, anna, "long", sent(course, "long", {"text": [text]}))
    with pytest.raises(BadAnswer):
        draft(course, anna, text)
    assert not Answer.objects.exists()


def test_nul_bytes_and_strange_letters_are_stored_without_harm(course: SmallCourse, anna: Enrolment):
    row = give(course, anna, "long", sent(course, "long", {"text": ["a\x00b \U0001f600 ő"]}))
    row.refresh_from_db()
    assert row.given == {"text": "ab \U0001f600 ő"}
    with pytest.raises(BadAnswer):
        give(course, anna, "single", sent(course, "single", {"choice": ["\x00"]}))


def test_a_draft_is_one_and_becomes_the_answer(course: SmallCourse, anna: Enrolment):
    first = draft(course, anna, "half a sent")
    assert draft(course, anna, "half a sentence", known=first.version).pk == first.pk
    assert not PartDone.objects.exists()
    history = answers.history(anna, course.key(1, 1), block("long"))
    assert (history.tried, history.draft, history.draft_version) == (0, {"text": "half a sentence"}, 2)
    row = give(course, anna, "long", sent(course, "long", {"text": ["a sentence"]}), "nl")
    assert (row.pk, row.given, row.language) == (first.pk, {"text": "a sentence"}, "nl")
    assert Answer.objects.count() == 1


def test_a_draft_of_another_device_is_not_overwritten(course: SmallCourse, anna: Enrolment):
    draft(course, anna, "on the phone")
    with pytest.raises(Stale) as refused:
        draft(course, anna, "on the desk")
    assert refused.value.newer.given == {"text": "on the phone"}
    assert draft(course, anna, "on the phone").version == 1  # the same twice
    assert draft(course, anna, "both", known=1).version == 2


def test_a_late_draft_does_not_come_after_the_answer(course: SmallCourse, anna: Enrolment):
    give(course, anna, "long", sent(course, "long"))
    with pytest.raises(Stale):
        draft(course, anna, "too late")
    assert draft(course, anna, "again", number=2).number == 2


def test_a_unit_is_read_with_one_query_at_one_and_at_thirty_answers(course: SmallCourse, anna: Enrolment, queries: Any):
    unit = outline_of(course.key()).unit(course.key(1, 1))
    give(course, anna, "single", sent(course, "single", {"choice": [choice("single", "a")]}))
    with queries() as one:
        assert answers.for_unit(anna, unit)[str(block("single"))].tried == 1
    for number in range(2, 31):
        give(course, anna, "single", sent(course, "single", {"choice": [choice("single", "a")]}, number=number))
    with queries() as many:
        assert answers.for_unit(anna, unit)[str(block("single"))].tried == 30
    assert len(one) == len(many) == 1


def test_the_records_say_again_what_is_done(course: SmallCourse, anna: Enrolment):
    give(course, anna, "single", sent(course, "single", {"choice": [choice("single", "a")]}))
    give(course, anna, "single", sent(course, "single", number=2))
    give(course, anna, "long", sent(course, "long"))
    draft(course, anna, "not an answer", number=2)
    told = {(deed.part, deed.passed) for deed in answers.deeds([anna])}
    assert told == {(block("single"), False), (block("single"), True), (block("long"), True)}
    assert {row.part for row in PartDone.objects.filter(passed=True)} == {part for part, passed in told if passed}


def test_every_kind_is_tried():
    assert set(KINDS) == set(QuestionKind.values)
