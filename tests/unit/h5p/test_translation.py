"""Texts to translate, texts that translate themselves, and translations that must not break anything."""

import copy

import pytest

from courses.h5p import localise, segments, semantics
from courses.h5p.issues import Severity
from courses.h5p.limits import Limits
from courses.h5p.package import read as read_package
from courses.h5p.segments import Kind, Segment
from tests.h5p.packages import UUIDS, dump, library
from tests.h5p.packages import package as made
from tests.h5p.quiz import CONTENT, PART, QUIZ, libraries, read

LIBRARIES = libraries()
FIRST = f"parts.{UUIDS[1]}.content"


def extract(content=CONTENT, **more):
    return {one.path: one for one in segments.extract(content, QUIZ, LIBRARIES.get, **more)}


def test_all_texts_and_only_texts_become_segments():
    assert {path: (one.text, one.kind) for path, one in extract().items()} == {
        "intro": (CONTENT["intro"], "html"),
        "title": ("It's <new>", "plain"),
        "answers.0.text": ("Yes", "plain"),
        "answers.1.text": ("<p>No</p>", "html"),
        "hints.0": ("Think", "plain"),
        f"{FIRST}.metadata.title": ("Gaps", "plain"),
        f"{FIRST}.params.questions.0": ("<p>Oslo is in *Norway*.</p>", "html"),
        f"{FIRST}.params.questions.1": ("Plain *gap*", "plain"),
        f"{FIRST}.params.button": ("Retry", "plain"),
        f"parts.{UUIDS[2]}.content.params.button": ("Go on", "plain"),
        "scene.name": ("Classroom", "plain"),
        "l10n.check": ("Check", "plain"),
        "l10n.score": ("You got :num of @total points", "plain"),
        "l10n.end": ("<p>Finish &amp; go</p>", "html"),
    }


def test_what_a_translator_gets_to_know():
    found = extract()
    one = found[f"{FIRST}.params.questions.1"]
    assert (one.library, one.gaps, one.interface, one.tags) == (PART, True, False, ("p",))
    assert one.context == ("Parts", "Blanks")
    assert found["title"].max_length == 20
    assert found["title"].label == "Heading"
    assert found["hints.0"].label == "Hint"
    assert found["scene.name"].label == "name"
    assert found["l10n.check"].context == ("Interface",)
    assert found["l10n.score"].placeholders == (":num", "@total")
    assert [path for path, one in found.items() if one.interface] == [
        f"{FIRST}.params.button",
        "l10n.check",
        "l10n.score",
        "l10n.end",
    ]
    assert not found["title"].gaps


def test_the_titles_of_the_manifest():
    manifest = read().manifest
    (title,) = segments.of_manifest(manifest)
    assert (title.path, title.text, title.max_length) == ("@title", "A quiz", 255)
    assert next(iter(extract(manifest=manifest))) == "@title"


def test_texts_in_another_language_are_known_as_the_libraries_own():
    content = {"l10n": {"check": "Überprüfen", "score": "Etwas"}}
    assert {path: one.interface for path, one in extract(content, language="de-AT").items()} == {
        "l10n.check": True,
        "l10n.score": False,
    }
    assert not extract(content)["l10n.check"].interface


def test_the_number_of_segments_is_bounded():
    assert len(extract(limits=Limits(segments=3))) == 3
    assert segments.count(CONTENT, QUIZ, LIBRARIES.get) == 14


@pytest.mark.parametrize(
    "content", [{}, {"title": "42 – 7"}, {"title": ""}, {"title": 5}, {"parts": "x"}, {"parts": [5]}]
)
def test_nothing_to_translate(content):
    assert extract(content) == {}


@pytest.mark.parametrize(
    "part", [{"library": "nonsense"}, {"library": "H5P.Gone 1.0", "params": {"a": "b"}}, {"params": {}}, "x"]
)
def test_activities_that_cannot_be_walked(part):
    assert extract({"single": part}) == {}


def test_a_path_has_no_dots_in_its_parts_and_is_unique():
    items = [
        {"subContentId": "a.b"},
        {"subContentId": "a.b"},
        {"x": {"subContentId": "c%"}},
        "text",
        {"subContentId": 5},
    ]
    items += [{"x": {"subContentId": "d"}, "y": {"subContentId": "e"}}, {"subContentId": ""}]
    assert semantics.keys(items) == ["a%2Eb", "1", "c%25", "3", "4", "5", "6"]
    assert semantics.keys([{"subContentId": "1"}, "x", {"subContentId": "0"}]) == ["0", "1", "2"]


def test_moving_an_activity_does_not_change_its_paths():
    content = copy.deepcopy(CONTENT)
    content["parts"].reverse()
    assert extract(content).keys() == extract().keys()
    assert {path: one.text for path, one in extract(content).items()} == {
        path: one.text for path, one in extract().items()
    }


def test_leaves_can_be_changed_in_place():
    content = copy.deepcopy(CONTENT)
    found = {leaf.path: leaf for leaf in semantics.leaves(content, QUIZ, LIBRARIES.get)}
    found[f"{FIRST}.params.questions.1"].set("New *gap*")
    found["image"].set({"path": "b.png"})
    assert content["parts"][0]["content"]["params"]["questions"][1] == "New *gap*"
    assert content["image"] == {"path": "b.png"}
    assert found["image"].field.type == "image"
    assert found["film"].value == content["film"]
    assert f"parts.{UUIDS[1]}.wide" in found


def test_interface_strings_fill_themselves():
    assert localise.interface_strings(CONTENT, QUIZ, LIBRARIES.get, source="en", target="de-AT") == {
        f"{FIRST}.params.button": "Noch einmal",
        "l10n.check": "Überprüfen",
        "l10n.score": ":num von @total Punkten",
        "l10n.end": "<p>Beenden &amp; weiter</p>",
    }
    assert localise.interface_strings(CONTENT, QUIZ, LIBRARIES.get, source="en", target="hu") == {}


def test_a_default_that_lost_its_placeholder_or_says_the_same_is_not_taken():
    german = [{}] * 23 + [{"fields": [{"default": "Check"}, {"default": "Punkte"}, {}, {"default": "Ende"}]}]
    found = read(files={"language/nl.json": dump({"semantics": german})})
    assert localise.interface_strings(CONTENT, QUIZ, found.library, source="en", target="nl") == {"l10n.end": "Ende"}


@pytest.mark.parametrize(
    "texts", [[], {}, [5], [{}] * 23 + [{"fields": 5}], [{}] * 23 + [{"fields": [5, {"default": 5}]}]]
)
def test_odd_language_files_fill_nothing(texts):
    found = read(files={"language/nl.json": dump({"semantics": texts})})
    assert localise.interface_strings(CONTENT, QUIZ, found.library, target="nl") == {}


def test_applying_puts_every_text_into_its_place():
    given = {
        "intro": "<p>Olvasd <strong>ezt</strong></p>",
        "title": "Új & 'friss' <x>",
        "answers.0.text": "Igen <b>",
        f"{FIRST}.params.questions.0": "<p>Oslo *Norvégia* városa.</p>",
        f"{FIRST}.metadata.title": "Hézagok",
        "l10n.score": "@total pontból :num",
        "hints.0": "  ",
        "@title": "Kvíz & társai",
    }
    before = copy.deepcopy(CONTENT)
    done = localise.apply(CONTENT, QUIZ, LIBRARIES.get, given)
    assert before == CONTENT
    assert done.issues == []
    assert done.metadata == {"title": "Kvíz &amp; társai"}
    expected = copy.deepcopy(CONTENT)
    expected["intro"] = "<p>Olvasd <strong>ezt</strong></p>"
    expected["title"] = "Új &amp; &#039;friss&#039; &lt;x&gt;"
    expected["answers"][0]["text"] = "Igen &lt;b&gt;"
    part = expected["parts"][0]["content"]
    part["params"]["questions"][0] = "<p>Oslo *Norvégia* városa.</p>"
    part["metadata"]["title"] = "Hézagok"
    expected["l10n"]["score"] = "@total pontból :num"
    assert done.content == expected
    again = {path: one.text for path, one in extract(done.content).items()}
    assert again["title"] == given["title"]
    assert again["answers.0.text"] == "Igen <b>"


def test_applying_the_source_changes_nothing():
    texts = {path: one.text for path, one in extract().items()}
    done = localise.apply(CONTENT, QUIZ, LIBRARIES.get, texts)
    assert (done.content, done.issues) == (CONTENT, [])


@pytest.mark.parametrize(
    ("path", "text", "code", "severity", "kept"),
    [
        ("l10n.score", "Pontok: :num", "translation-placeholder", "error", True),
        ("l10n.score", ":num @total {x}", "translation-placeholder", "error", True),
        ("title", "x" * 21, "translation-length", "error", True),
        pytest.param("intro", "<p>" * 200_000, "translation-length", "error", True, id="endless"),
        ("title", "a\u202eb", "translation-characters", "error", True),
        ("title", "a\ud800b", "translation-characters", "error", True),
        ("title", "a\0b", "translation-characters", "error", True),
        (f"{FIRST}.params.questions.1", "Keine *Lücke", "translation-gaps", "error", True),
        (f"{FIRST}.params.questions.1", "Keine Lücke", "translation-gaps", "error", True),
        (f"{FIRST}.params.questions.1", "Zwei *a* *b*", "translation-gap-count", "warning", False),
        ("intro", "<p>a<img src=x></p>", "translation-markup", "warning", False),
        ("intro", '<p><a href="javascript:x">a</a></p>', "translation-markup", "warning", False),
        ("nowhere", "x", "translation-unknown", "error", True),
        ("points", "x", "translation-unknown", "error", True),
    ],
)
def test_a_translation_with_a_mistake(path, text, code, severity, kept):
    done = localise.apply(CONTENT, QUIZ, LIBRARIES.get, {path: text})
    assert [(one.code, one.severity, one.path) for one in done.issues] == [(code, severity, path)]
    assert (done.content == CONTENT) is kept


def test_a_title_with_a_mistake_is_left_out():
    done = localise.apply(CONTENT, QUIZ, LIBRARIES.get, {"@title": "x" * 256, "@a11yTitle": "Für Screenreader"})
    assert done.metadata == {"a11yTitle": "Für Screenreader"}
    assert [one.code for one in done.issues] == ["translation-length"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You got :num out of :total points", (":num", ":total")),
        ("@score of @total, {num} and %d or %1$s !name", ("!name", "%1$s", "%d", "@score", "@total", "{num}")),
        ("mail@example.org at 10:30, https://a.example:80 a:b :) 5 % off", ()),
        ("Card %num of %total: %s", ("%num", "%s", "%total")),
        ("100%sure, 50 % off, 5%", ()),
        ("!important", ("!important",)),
        ("Stop! Now: go", ()),
    ],
)
def test_placeholders(text, found):
    assert segments.placeholders(text) == found


def test_a_language_file_that_breaks_a_placeholder_is_not_taken():
    """As one of a real library does: the program would look for %num."""
    fields = [
        {"name": "card", "type": "text", "default": "Card %num"},
        {"name": "end", "type": "text", "default": "End"},
    ]
    texts = {"hu": [{"default": "%NUM. kártya"}, {"default": "Vége"}]}
    with read_package(made({"card": "Card %num", "end": "End"}, library(semantics=fields, languages=texts))) as found:
        given = localise.interface_strings(found.content, QUIZ, found.library, source="en", target="hu")
        assert given == {"end": "Vége"}


def test_check_is_silent_where_all_is_well():
    one = Segment("a", ":num *x*", Kind.PLAIN, "A", placeholders=(":num",), gaps=True, max_length=10)
    assert localise.check(one, "*y* :num") == []
    assert [(each.code, each.severity) for each in localise.check(one, "*y :num 12345")] == [
        ("translation-gaps", Severity.ERROR),
        ("translation-length", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes", True),
        ("&ouml;", True),
        ("&#228;", True),
        ("1 &lt; 2 &amp; 3", False),
        ("&amp;eacute", True),
        ("<b>5</b>", False),
        ("<b>&uuml;</b>", True),
        ("", False),
    ],
)
def test_what_there_is_to_translate(text, expected):
    assert segments.has_letters(text) is expected
