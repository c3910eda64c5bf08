"""Translations of activities: string by string, published together, along with their source."""

import pytest

from courses.integrations import h5p_texts
from courses.models import H5PLocalisation, H5PTranslation
from courses.services import h5p_translations
from portal.core.errors import InvalidContent
from tests.factories.h5p_texts import ANSWERS, answers, quiz, replace

pytestmark = pytest.mark.django_db
GERMAN = {
    "@title": "Teig",
    "intro#0": 'Lesen Sie <a id="a1">die Seite</a>, dann antworten Sie.',
    "intro#1": "H<sub>2</sub>O ist <em>Wasser</em>.",
    "questions.0#0": "Der Teig ruht *zwanzig* Minuten bei :degrees.",
    "answers.0.text": "Der Lehrling wiegt das Mehl.",
    "answers.1.text": "Der Lehrling fragt den Meister.",
    "answers.2.text": "Niemand weiß es.",
    "labels.retry": "Noch einmal",
}


@pytest.fixture
def dough(boss):
    return quiz(boss)


@pytest.fixture
def german(dough, boss):
    """The activity, wholly translated into German and published."""
    for path, words in GERMAN.items():
        say(dough, boss, path, words)
    h5p_translations.publish(activity=dough, language="de")
    return dough


def say(activity, user, path, words, language="de"):
    h5p_translations.write(activity=activity, language=language, path=path, words=words, user=user)


def played(activity, language="de"):
    return H5PLocalisation.objects.get(activity=activity, language=language)


def test_written_words_reach_learners_when_they_are_published(dough, boss):
    say(dough, boss, "answers.1.text", GERMAN["answers.1.text"])
    assert not H5PLocalisation.objects.exists()
    h5p_translations.publish(activity=dough, language="de")
    found = played(dough)
    assert (found.title, found.version) == ("Dough", 1)
    assert [one["text"] for one in found.parameters["answers"]] == [ANSWERS[0], GERMAN["answers.1.text"], ANSWERS[2]]
    assert found.parameters["labels"] == {"check": "Überprüfen", "retry": "Try again", "score": "@score von @total"}


def test_links_and_tags_come_back_whole(german):
    found = played(german)
    assert found.title == "Teig"
    assert found.parameters["intro"].replace(' rel="noopener noreferrer"', "") == (
        '<p>Lesen Sie <a href="https://ls4vet.example/">die Seite</a>, dann antworten Sie.</p>'
        "<p>H<sub>2</sub>O ist <em>Wasser</em>.</p>"
    )
    assert found.parameters["questions"] == ["<p>Der Teig ruht *zwanzig* Minuten bei :degrees.</p>"]
    assert found.parameters["colour"] == "#ff0000"


@pytest.mark.parametrize(
    ("path", "words", "why"),
    [
        ("questions.0#0", "Der Teig ruht zwanzig Minuten bei :degrees.", "The asterisks around words come in pairs"),
        ("questions.0#0", "Der *Teig ruht *zwanzig* Minuten bei :degrees.", "The asterisks around words come in pairs"),
        ("questions.0#0", "*Der* Teig ruht *zwanzig* Minuten bei :degrees.", "The original has 1 marked words, the"),
        ("questions.0#0", "Der Teig ruht *zwanzig* Minuten.", ":degrees must stand in the translation"),
        ("labels.score", "@score von allen", "@total must stand in the translation"),
        ("answers.0.text", "x" * 81, "The translation has 81 characters; 80 are allowed."),
        ("intro#1", "H<sub>2</sub>O <h1>ist</h1> <em>Wasser</em>.", "Some formatting or a link is not allowed"),
        ("answers.2.text", "Niemand\u202e weiß es.", "invisible characters"),
        ("nowhere", "Etwas", "This string does not exist any more."),
        ("colour", "rot", "This string does not exist any more."),
    ],
)
def test_what_would_break_the_activity_is_refused(dough, boss, path, words, why):
    with pytest.raises(InvalidContent, match=why):
        say(dough, boss, path, words)
    assert not H5PTranslation.objects.exists()


def test_publishing_nothing_is_refused(dough):
    with pytest.raises(InvalidContent, match="Nothing is translated yet"):
        h5p_translations.publish(activity=dough, language="nl")
    assert not H5PLocalisation.objects.exists()


def test_taken_back_words_leave_when_that_is_published(german, boss):
    say(german, boss, "answers.0.text", "")
    assert played(german).parameters["answers"][0]["text"] == GERMAN["answers.0.text"]
    h5p_translations.publish(activity=german, language="de")
    assert played(german).parameters["answers"][0]["text"] == ANSWERS[0]
    assert H5PTranslation.objects.count() == len(GERMAN) - 1


def test_a_draft_is_shown_but_not_stored(german, boss):
    say(german, boss, "answers.2.text", "Keiner weiß es.")
    assert h5p_translations.draft(german, "de").parameters["answers"][2]["text"] == "Keiner weiß es."
    assert played(german).parameters["answers"][2]["text"] == GERMAN["answers.2.text"]
    untouched = h5p_translations.draft(german, "hu")
    assert (untouched.title, untouched.parameters["labels"]["check"]) == ("Dough", "Ellenőrzés")
    assert H5PLocalisation.objects.count() == 1


def test_an_answer_put_first_moves_the_others_without_making_them_stale(german, boss, committed):
    with committed():
        now = replace(german, boss, answers=answers("A new one.", *ANSWERS))
    found = played(now)
    assert found.version == now.version == 2
    assert [one["text"] for one in found.parameters["answers"]] == [
        "A new one.",
        GERMAN["answers.0.text"],
        GERMAN["answers.1.text"],
        GERMAN["answers.2.text"],
    ]
    rows = H5PTranslation.objects.filter(activity=now)
    assert rows.get(path="answers.0.text").came
    assert rows.count() == len(GERMAN) + 1


def test_changed_words_keep_their_translation_until_it_is_renewed(german, boss, committed):
    with committed():
        now = replace(german, boss, answers=answers(ANSWERS[0], "The apprentice asks a friend.", ANSWERS[2]))
    assert played(now).parameters["answers"][1]["text"] == GERMAN["answers.1.text"]
    say(now, boss, "answers.1.text", "Der Lehrling fragt einen Freund.")
    h5p_translations.publish(activity=now, language="de")
    assert played(now).parameters["answers"][1]["text"] == "Der Lehrling fragt einen Freund."
    with committed():
        replace(german, boss)
    rows = h5p_translations.rows_of(now, "de")["answers.1.text"]
    assert h5p_translations.said(rows, ANSWERS[1]).text == GERMAN["answers.1.text"]


def test_an_old_translation_that_would_break_the_new_source_is_not_played(german, boss, committed):
    source = "<p>Dough rests for *twenty* *minutes*, at :degrees.</p>"
    with committed():
        now = replace(german, boss, questions=[source])
    assert played(now).parameters["questions"] == [source]


def test_another_title_is_another_string(german, committed):
    german.title = "Dough and water"
    with committed():
        german.save(update_fields=["title", "changed_at"])
    sheet = h5p_texts.sheet(h5p_texts.find(str(german.uuid)))
    assert sheet.strings["@title"].source == "Dough and water"
    assert played(german).title == "Teig"


def test_a_translation_made_elsewhere_is_read_by_the_same_paths(dough):
    sheet = h5p_texts.sheet(dough)
    content = {**dough.parameters, "intro": "<p>Eins.</p>", "answers": answers("Ja", "Nein", "Vielleicht")}
    found = sheet.read(content)
    assert "intro#0" not in found  # one paragraph cannot stand for two
    assert [found[f"answers.{number}.text"] for number in range(3)] == ["Ja", "Nein", "Vielleicht"]


def test_a_very_long_path_is_cut_and_still_one_of_its_own():
    one, other = (h5p_texts._short("a" * 600 + end, "#1") for end in "bc")
    assert len(one) <= 400
    assert one.endswith("#1")
    assert one != other
