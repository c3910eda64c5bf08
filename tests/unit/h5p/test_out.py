"""Packages that go out, comparisons, statements that come in."""

import copy
import io
import zipfile

import pytest

from courses.h5p import compare, package, write, xapi
from courses.h5p.issues import Refused
from tests.h5p.packages import PNG, library
from tests.h5p.packages import package as made
from tests.h5p.quiz import CONTENT, QUIZ, read


def exported(found, content=None, raw=None, files=None) -> bytes:
    target = io.BytesIO()
    write.export(
        target,
        manifest=found.manifest.raw if raw is None else raw,
        content=found.filtered.content if content is None else content,
        main=found.manifest.main,
        lookup=found.library,
        files=found.files if files is None else files,
        open_content=found.open,
        open_library=found.open_library_file,
    )
    return target.getvalue()


def test_an_export_reads_back_as_the_same():
    found = read()
    data = exported(found)
    again = package.read(io.BytesIO(data))
    assert (again.ok, again.issues) == (True, [])
    assert again.content == CONTENT
    assert again.open("images/a.png").read() == PNG
    assert {name: one.sha256 for name, one in again.libraries.items()} == {
        name: one.sha256 for name, one in found.libraries.items()
    }
    assert again.manifest.title == "A quiz"
    assert [str(name) for name in again.manifest.preloaded] == ["H5P.Quiz 1.2", "H5P.Blanks 1.0"]
    assert exported(again) == data == exported(found)


def test_the_archive_is_sorted_and_has_no_dates_of_today():
    with zipfile.ZipFile(io.BytesIO(exported(read()))) as archive:
        names = archive.namelist()
        assert names[:3] == ["h5p.json", "content/content.json", "content/images/a.png"]
        assert names[3:] == sorted(names[3:])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
        kinds = {info.filename: info.compress_type for info in archive.infolist()}
        assert kinds["content/images/a.png"] == zipfile.ZIP_STORED
        assert kinds["h5p.json"] == zipfile.ZIP_DEFLATED


def test_libraries_for_editors_go_along_if_they_are_there():
    source = made(None, library(editors=["H5PEditor.A 1.0", "H5PEditor.B 1.0"]), library("H5PEditor.A 1.0"))
    again = package.read(io.BytesIO(exported(package.read(source))))
    assert [str(one) for one in again.manifest.preloaded] == ["H5P.Quiz 1.2"]
    assert [str(one) for one in again.manifest.editor] == ["H5PEditor.A 1.0"]
    assert [str(one) for one in again.libraries] == ["H5P.Quiz 1.2", "H5PEditor.A 1.0"]


def test_load_order_goes_into_the_manifest():
    source = made(
        None, library(needs=["H5P.C 1.0", "H5P.B 1.0"]), library("H5P.B 1.0", needs=["H5P.C 1.0"]), library("H5P.C 1.0")
    )
    again = package.read(io.BytesIO(exported(package.read(source))))
    assert [one.machine for one in again.manifest.preloaded] == ["H5P.C", "H5P.B", "H5P.Quiz"]


def test_what_is_missing_or_circular_is_not_exported():
    found = read()
    with pytest.raises(Refused) as caught:
        exported(found, {"single": {"library": "H5P.Gone 1.0", "params": {}}})
    assert [one.code for one in caught.value.issues] == ["library-missing"]
    assert "H5P.Gone 1.0 is missing" in str(caught.value)
    loop = package.read(made(None, library(needs=["H5P.Quiz 1.2"])))
    with pytest.raises(Refused) as caught:
        exported(loop)
    assert [one.code for one in caught.value.issues] == ["library-cycle"]
    with pytest.raises(Refused) as caught:
        exported(found, files=["images/gone.png"])
    assert [(one.code, one.path) for one in caught.value.issues] == [("export-file-missing", "content/images/gone.png")]


def test_the_manifest_keeps_what_programs_know():
    raw = {"title": "T", "authors": [], "source": "", "x": 1, "language": "hu", "mainLibrary": "Evil", "yearFrom": 1999}
    about = write.described(raw, QUIZ, [], [])
    assert about == {
        "title": "T",
        "authors": [],
        "language": "hu",
        "license": "U",
        "embedTypes": ["div"],
        "yearFrom": 1999,
        "mainLibrary": "H5P.Quiz",
        "preloadedDependencies": [],
    }
    assert write.described({}, QUIZ, [], [])["language"] == "und"


def side(found, files=("images/a.png",)):
    sums = {path: info.sha256 for path, info in found.files.items() if path in files}
    return compare.Side(found.filtered.content, QUIZ, found.library, sums)


def test_the_order_of_keys_is_no_change():
    """As PostgreSQL gives them back."""
    image = dict(reversed(CONTENT["image"].items()))
    assert not compare.packages(side(read()), side(read({**CONTENT, "image": image})))
    wider = side(read({**CONTENT, "image": {**image, "width": 2}}))
    assert compare.packages(side(read()), wider).settings == ("image",)


def test_the_same_package_has_no_changes():
    changes = compare.packages(side(read()), side(read()))
    assert not changes
    assert changes == compare.Changes((), (), (), ())
    assert (changes.stale, changes.structure) == (frozenset(), False)


def test_what_a_newer_package_changes():
    content = copy.deepcopy(CONTENT)
    content["title"] = "Another"
    content["points"] = 5
    content["parts"].reverse()
    content["parts"].pop()
    content["answers"].append({"text": "Maybe", "right": False})
    old, new = read(), read(content, patch=9)
    changes = compare.packages(side(old), side(new, ()))
    assert changes
    assert [(one.path, one.old, one.new, one.kind) for one in changes.libraries] == [
        ("H5P.Quiz", "1.2.3", "1.2.9", "changed")
    ]
    texts = {one.path.rpartition(".")[2]: (one.kind, one.new) for one in changes.texts}
    assert texts["title"] == ("removed", "")
    assert ("title", "It's <new>", "Another") in {(one.path, one.old, one.new) for one in changes.texts}
    assert ("answers.2.text", "added") in {(one.path, one.kind) for one in changes.texts}
    assert changes.stale == {"title"}
    assert [(one.path, one.kind) for one in changes.media] == [("images/a.png", "removed")]
    assert changes.settings[0] == "answers.2.right"
    assert "points" in changes.settings
    assert changes.structure


def test_a_new_wording_alone_leaves_the_structure():
    content = {**CONTENT, "title": "Another"}
    changes = compare.packages(side(read()), side(read(content)))
    assert (changes.stale, changes.structure) == ({"title"}, False)
    points = compare.packages(side(read()), side(read({**CONTENT, "points": 7})))
    assert (points.settings, points.structure, points.stale) == (("points",), True, frozenset())


IRI = "https://site.example/h5p/1"


def statement(verb="completed", score=None, **more):
    made = {"verb": {"id": xapi.VERBS + verb}, "object": {"id": IRI, "objectType": "Activity"}, **more}
    if score is not None:
        made["result"] = {**made.get("result", {}), "score": score}
    return made


def refused(code):
    return xapi.Refusal(code)


def test_a_statement_becomes_a_claim():
    given = statement(
        id="6F3A1B5E-8C55-4B6B-9F73-1F0A5B8A9C11",
        actor={"mbox": "mailto:someone@example.org"},
        score={"raw": 3, "min": 0, "max": 4, "scaled": 0.75},
        result={"success": True, "completion": True, "duration": "PT1M2.5S", "response": "x"},
    )
    assert xapi.read_statement(given, IRI) == xapi.Claim(
        statement_id="6f3a1b5e-8c55-4b6b-9f73-1f0a5b8a9c11",
        verb="completed",
        terminal=True,
        score=0.75,
        raw=3,
        maximum=4,
        minimum=0,
        success=True,
        completion=True,
        duration=62.5,
    )
    assert xapi.read_statement(statement("attempted"), IRI) == xapi.Claim(None, "attempted", False)


@pytest.mark.parametrize("verb", sorted(xapi.KNOWN))
def test_which_verbs_end_an_attempt(verb):
    claim = xapi.read_statement(statement(verb), IRI)
    assert claim.terminal is (verb in {"answered", "completed", "passed", "failed", "mastered"})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "statement"),
        ([], "statement"),
        ("x", "statement"),
        ({}, "object"),
        (statement(object={"id": IRI + "?subContentId=1"}), "object"),
        (statement(object={"id": IRI + "/"}), "object"),
        (statement(object={"id": [IRI]}), "object"),
        (statement(object=IRI), "object"),
        (statement(object={"id": IRI, "objectType": "Agent"}), "object"),
        (statement(context={"contextActivities": {"parent": [{"id": IRI}]}}), "child"),
        (statement(context={"contextActivities": {"parent": {"id": "x"}}}), "child"),
        (statement(context=5), "statement"),
        (statement(context={"contextActivities": 5}), "statement"),
        (statement(verb="voided"), "verb"),
        ({**statement(), "verb": {"id": "completed"}}, "verb"),
        ({**statement(), "verb": {"id": 5}}, "verb"),
        ({**statement(), "verb": None}, "verb"),
        (statement(id="x"), "id"),
        (statement(id=5), "id"),
        (statement(id="{6f3a1b5e-8c55-4b6b-9f73-1f0a5b8a9c11}"), "id"),
        (statement(result=5), "result"),
        (statement(result={"success": "yes"}), "result"),
        (statement(result={"completion": 1}), "result"),
        (statement(result={"duration": 5}), "result"),
        (statement(result={"duration": "5 minutes"}), "result"),
        (statement(result={"duration": "P"}), "result"),
        (statement(result={"duration": "PT" + "9" * 60 + "S"}), "result"),
        (statement(score=[]), "result"),
        (statement(score={"raw": "3"}), "result"),
        (statement(score={"raw": True}), "result"),
        (statement(score={"raw": float("nan")}), "score"),
        (statement(score={"max": float("inf")}), "score"),
        (statement(score={"raw": 10**400}), "score"),
        (statement(score={"scaled": 1.2}), "score"),
        (statement(score={"scaled": -0.5}), "score"),
        (statement(score={"raw": 5, "max": 4}), "score"),
        (statement(score={"raw": -1, "max": 4}), "score"),
        (statement(score={"raw": 1, "min": 2, "max": 4}), "score"),
        (statement(score={"min": 3, "max": 2}), "score"),
        (statement(score={"raw": 1, "max": 4, "scaled": 1}), "score"),
        (statement(score={"raw": 1_000_001, "max": 1_000_001}), "score"),
    ],
)
def test_a_statement_that_does_not_count(given, code):
    assert xapi.read_statement(given, IRI) == refused(code)
    assert code in xapi.REFUSALS


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ({}, None),
        ({"scaled": 0.5}, 0.5),
        ({"scaled": 1.005}, 1.0),
        ({"scaled": -0.005}, 0.0),
        ({"raw": 3, "max": 4}, 0.75),
        ({"raw": 2, "max": 3, "scaled": 0.6667}, 2 / 3),
        ({"raw": 1_000_000, "max": 1_000_000}, 1.0),
        ({"raw": 0, "max": 0}, None),
        ({"raw": 0, "max": 0, "scaled": 0}, None),
        ({"raw": 2}, None),
        ({"raw": 2, "scaled": 0.2}, 0.2),
        ({"raw": -2, "min": -4, "max": 4}, 0.0),
    ],
)
def test_scores(score, expected):
    assert xapi.read_statement(statement(score=score), IRI).score == expected


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        (None, None),
        ("PT0S", 0),
        ("PT5.25S", 5.25),
        ("P1DT2H3M4S", 93_784),
        ("P7D", 604_800),
        ("P8D", None),
        ("PT1H", 3_600),
    ],
)
def test_durations(duration, expected):
    assert xapi.read_statement(statement(result={"duration": duration}), IRI).duration == expected


@pytest.mark.parametrize(
    ("scaled", "expected"), [(1.01, 1.0), (-0.01, 0.0), (0.999, 0.999), (1.011, None), (-0.011, None), (2, None)]
)
def test_a_share_may_be_rounded_but_not_be_more(scaled, expected):
    found = xapi.read_statement(statement(score={"scaled": scaled}), IRI)
    assert found == refused("score") if expected is None else found.score == expected


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("P7D", 604_800.0),
        ("P7DT0.5S", None),
        ("P6DT23H59M59.5S", 604_799.5),
        ("PT168H", 604_800.0),
        ("PT10080M1S", None),
    ],
)
def test_nobody_needs_more_than_a_week(duration, seconds):
    assert xapi.read_statement(statement(result={"duration": duration}), IRI).duration == seconds
