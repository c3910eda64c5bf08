"""What a good package says, how it meets what is installed, and what is only worth a warning."""

import io

import pytest

from courses.h5p import package
from courses.h5p.issues import MESSAGES, SEVERITIES, Collector, Severity, issue, visible
from courses.h5p.limits import DEFAULT, Limits
from courses.h5p.manifest import Author
from courses.h5p.names import BadName, LibraryName, folder_fits
from courses.h5p.package import State
from tests.h5p.packages import PNG, Raw, dump, entries, library, packed, raw_package
from tests.h5p.packages import package as made

QUIZ, PART = LibraryName("H5P.Quiz", 1, 2), LibraryName("H5P.Part", 2, 0)


def codes(found: package.Package) -> list[str]:
    return [one.code for one in found.issues]


FIELDS = [
    {"name": "part", "type": "library", "options": ["H5P.Part 2.0", "H5P.Gone 1.0"]},
    {
        "name": "zones",
        "type": "list",
        "field": {
            "name": "zone",
            "type": "group",
            "fields": [{"name": "x", "type": "number"}, {"name": "y", "type": "number"}],
        },
    },
]


def test_what_no_field_knows_needs_no_library():
    """Some editors leave the name of a library of their own behind, which no package has."""
    zone = {"x": 1, "y": 2, "type": {"library": "H5P.Zone 0.1", "params": {}}}
    content = {"part": {"library": "H5P.Part 2.0", "params": {}}, "zones": [zone]}
    with package.read(made(content, library(semantics=FIELDS), library("H5P.Part 2.0"))) as found:
        assert found.ok
        assert codes(found) == ["content-dropped"]
        assert [one.name for one in found.dependencies.libraries] == [QUIZ, PART]
        assert found.filtered.content["zones"] == [{"x": 1, "y": 2}]


def test_what_only_the_manifest_lists_must_be_there_but_is_not_loaded():
    """Some programs list libraries of editors, whose scripts end with an error in a player."""
    editor = library("H5PEditor.Quiz 1.0", runnable=0)
    with package.read(made({}, library(), editor, needs=["H5PEditor.Quiz 1.0"])) as found:
        assert found.ok
        assert [one.name for one in found.dependencies.libraries] == [QUIZ]
        assert len(found.listed.libraries) == 2
    with package.read(made({}, library(), needs=["H5PEditor.Quiz 1.0"])) as found:
        assert not found.ok
        assert [str(one.name) for one in found.listed.missing] == ["H5PEditor.Quiz 1.0"]


def test_what_a_field_asks_for_and_what_lies_in_it_are_missing():
    inner = {"library": "H5P.Deep 1.0", "params": {}}
    content = {"part": {"library": "H5P.Gone 1.0", "params": {"activity": inner}}}
    with package.read(made(content, library(semantics=FIELDS))) as found:
        assert not found.ok
        assert [str(one.name) for one in found.dependencies.missing] == ["H5P.Gone 1.0", "H5P.Deep 1.0"]


def test_a_readme_with_markup_is_left_out_of_a_library():
    with package.read(made({}, library(files={"README.md": b"<h1>Quiz</h1>", "docs.md": b"# Quiz"}))) as found:
        assert codes(found) == ["file-dropped"]
        assert "docs.md" in found.libraries[QUIZ].files
        assert "README.md" not in found.libraries[QUIZ].files
    with package.read(made({}, library(files={"page.md": b"<h1>Quiz</h1>"}))) as found:
        assert codes(found) == ["file-markup"]


def test_a_good_package_has_no_issues_and_all_its_parts():
    source = made(
        {"text": "Hello", "image": {"path": "images/a.png"}},
        library(
            semantics=[{"name": "text", "type": "text"}, {"name": "image", "type": "image"}], needs=["H5P.Part 2.0"]
        ),
        library("H5P.Part 2.0", runnable="0", languages={"de": [{"label": "x"}]}),
        files={"images/a.png": PNG},
        authors=[{"name": "Ágnes", "role": "Editor"}, {"name": "Bo"}],
        a11yTitle="For screen readers",
        licenseVersion="4.0",
    )
    with package.read(source) as found:
        assert codes(found) == []
        assert found.ok
        manifest = found.manifest
        assert (manifest.title, manifest.a11y_title, manifest.language) == ("A quiz", "For screen readers", "en")
        assert (manifest.main, manifest.license, manifest.license_version) == (QUIZ, "CC BY", "4.0")
        assert manifest.authors == (Author("Ágnes", "Editor"), Author("Bo", "Author"))
        assert found.content == {"text": "Hello", "image": {"path": "images/a.png"}}
        assert found.filtered.content == found.content
        info = found.files["images/a.png"]
        assert (info.path, info.size, info.media_type) == ("images/a.png", len(PNG), "image/png")
        assert len(info.sha256) == 64
        assert found.open("images/a.png").read() == PNG
        quiz = found.libraries[QUIZ]
        assert (quiz.version, quiz.runnable, quiz.js, quiz.css) == ("1.2.3", True, ("js/main.js",), ("main.css",))
        assert found.open_library_file(quiz, "js/main.js").read() == b"'use strict'"
        assert found.libraries[PART].languages == ("de",)
        assert found.libraries[PART].language("de") == [{"label": "x"}]
        assert found.libraries[PART].language("hu") == []
        assert not found.libraries[PART].runnable
        assert found.states == {QUIZ: State.NEW, PART: State.NEW}
        assert found.brings_code
        assert [(one.name, path) for one, path in found.dependencies.scripts] == [
            (PART, "js/main.js"),
            (QUIZ, "js/main.js"),
        ]
        assert [path for _one, path in found.dependencies.styles] == ["main.css", "main.css"]
        with pytest.raises(FileNotFoundError):
            found.open("gone.png")


def test_a_path_is_opened_and_closed(tmp_path):
    path = tmp_path / "a.h5p"
    path.write_bytes(packed(entries()))
    with package.read(path) as found:
        assert found.ok
    with pytest.raises(ValueError, match="closed"):
        found.open_library_file(found.libraries[QUIZ], "main.css").read()
    with pytest.raises(FileNotFoundError):
        package.read(tmp_path / "gone.h5p")


def test_nothing_can_be_opened_in_what_is_no_archive():
    with package.read(io.BytesIO(b"x")) as found:
        assert (found.ok, found.manifest, found.content, dict(found.libraries)) == (False, None, {}, {})
        assert found.dependencies.libraries == ()
        assert found.filtered.content == {}
        with pytest.raises(FileNotFoundError):
            found.open("a")


@pytest.mark.parametrize(
    ("patch", "more", "state", "used", "code"),
    [
        (3, {}, State.SAME, 3, None),
        (3, {"x.css": b""}, State.DIFFERS, 3, "library-differs"),
        (2, {}, State.NEWER, 3, None),
        (4, {}, State.OLDER, 4, "library-older"),
    ],
)
def test_a_library_meets_the_installed_one(patch, more, state, used, code):
    theirs = package.read(made(None, library(patch=patch, files=more))).libraries
    found = package.read(made(None, library()), installed=theirs.get)
    assert found.ok
    assert found.states == {QUIZ: state}
    assert found.library(QUIZ).patch == used
    assert found.brings_code is (state in {State.NEWER, State.DIFFERS})
    assert codes(found) == ([code] if code else [])


def test_what_is_installed_need_not_come_along():
    theirs = package.read(made(None, library())).libraries
    source = {name: data for name, data in entries().items() if not name.startswith("H5P")}
    found = package.read(io.BytesIO(packed(source)), installed=theirs.get)
    assert found.ok
    assert (dict(found.libraries), found.brings_code) == ({}, False)
    assert [one.name for one in found.dependencies.libraries] == [QUIZ]


def test_a_missing_library_is_named_with_what_needs_it():
    found = package.read(made(None, library(needs=["H5P.Gone 3.4"])))
    (one,) = found.issues
    assert one.code == "library-missing"
    assert one.message.startswith("The library H5P.Gone 3.4 is missing; H5P.Quiz 1.2 needs it.")


def test_missing_editors_and_rare_parts_are_information_only():
    dynamic = [{"machineName": "H5P.Rare", "majorVersion": 1, "minorVersion": 0}]
    found = package.read(made(None, library(editors=["H5PEditor.X 1.0"], dynamicDependencies=dynamic)))
    assert found.ok
    assert {(one.code, one.severity, one.values["library"]) for one in found.issues} == {
        ("editor-library-missing", Severity.INFO, "H5PEditor.X 1.0"),
        ("editor-library-missing", Severity.INFO, "H5P.Rare 1.0"),
    }


def test_left_out_with_a_warning():
    found = package.read(
        made(None, library(files={"LICENSE": b"x", "README.html": b"x", "licence.TXT": b"x"}), library("H5P.Old 1.0"))
    )
    assert found.ok
    assert sorted((one.code, one.path) for one in found.issues) == [
        ("file-dropped", "H5P.Quiz-1.2/LICENSE"),
        ("file-dropped", "H5P.Quiz-1.2/README.html"),
    ]
    assert "licence.TXT" in found.libraries[QUIZ].files
    stray = package.read(io.BytesIO(packed({**entries(), "notes.txt": b"x"})))
    assert [(one.code, one.path) for one in stray.issues] == [("file-dropped", "notes.txt")]


def test_what_systems_leave_behind_is_not_looked_at():
    junk = {"__MACOSX/content/._a.svg": b"x", ".git/a.php": b"x", "content/.DS_Store": b"x", "_x/library.json": b"["}
    found = package.read(io.BytesIO(packed({**entries(), **junk})))
    assert codes(found) == []
    assert found.files == {}


def test_empty_folders_and_folder_entries_are_no_files():
    found = package.read(io.BytesIO(raw_package(Raw(b"content/images/", b"", mode=0o040755, method=0))))
    assert codes(found) == []


def test_an_unused_and_a_missing_file_are_told():
    semantics = [{"name": "image", "type": "image"}]
    content = {"image": {"path": "images/gone.png#tmp"}}
    found = package.read(made(content, library(semantics=semantics), files={"images/a.png": PNG}))
    assert found.ok
    assert [(one.code, one.path) for one in found.issues] == [
        ("content-file-missing", "content/images/gone.png"),
        ("content-file-unused", "content/images/a.png"),
    ]


def test_the_highest_patch_of_two_wins():
    found = package.read(made(None, library(patch=1), library(patch=5, folder="H5P.Quiz-1.2.5")))
    assert found.libraries[QUIZ].patch == 5
    assert codes(found) == ["library-double"]
    again = package.read(made(None, library(patch=9), library(patch=5, folder="H5P.Quiz-1.2.5")))
    assert again.libraries[QUIZ].patch == 9


def test_a_broken_language_file_is_a_warning_and_holds_no_texts():
    found = package.read(made(None, library(files={"language/de.json": b"{", "language/hu.json": b"[]"})))
    assert found.ok
    assert [(one.code, one.path) for one in found.issues] == [("language-invalid", "H5P.Quiz-1.2/language/de.json")]
    assert found.libraries[QUIZ].language("de") == []
    assert found.libraries[QUIZ].language("hu") == []
    assert found.libraries[QUIZ].language("xx") == []


def test_a_bad_sum_of_a_language_file_still_refuses():
    name, data = b"H5P.Quiz-1.2/language/de.json", b'{"semantics": []}'
    assert "entry-damaged" in codes(package.read(io.BytesIO(raw_package(Raw(name, data, crc=1)))))


def test_limits_are_the_callers():
    source = packed(entries(None, library(), library("H5P.B 1.0"), files={"a.txt": b"x" * 2_000}))
    for limits, code in (
        (Limits(archive=500), "archive-too-large"),
        (Limits(entry=1_000), "entry-too-large"),
        (Limits(total=1_000), "archive-total"),
        (Limits(entries=3), "archive-entries"),
        (Limits(directory=100), "archive-directory"),
        (Limits(ratio=2, ratio_from=100), "entry-ratio"),
        (Limits(name=10), "name-too-long"),
        (Limits(depth=1), "name-too-long"),
        (Limits(json=50), "json-too-large"),
        (Limits(json_total=200), "json-total"),
        (Limits(json_nodes=5), "json-many"),
        (Limits(json_kept=20), "json-many"),
        (Limits(json_depth=1), "json-deep"),
        (Limits(libraries=1), "libraries-too-many"),
    ):
        assert code in codes(package.read(io.BytesIO(source), limits=limits)), limits
    assert package.read(io.BytesIO(source), limits=DEFAULT).ok


def test_exactly_at_the_limit_is_allowed():
    source = packed(entries())
    assert package.read(io.BytesIO(source), limits=Limits(archive=len(source), entries=5, libraries=1)).ok
    for limits in (Limits(archive=len(source) - 1), Limits(entries=4)):
        assert not package.read(io.BytesIO(source), limits=limits).ok


def test_problems_are_counted_beyond_the_limit_and_errors_come_first():
    junk = {f"content/{number}.svg": b"x" for number in range(10)}
    found = package.read(io.BytesIO(packed({**entries(), **junk, "a.txt": b"x"})), limits=Limits(issues=4))
    assert [one.severity for one in found.issues] == ["error"] * 4 + ["info"]
    assert found.issues[-1].code == "more-issues"
    assert found.issues[-1].values == {"count": 7}
    collector = Collector(0)
    assert collector.ok
    collector.add("file-dropped", "a")
    assert collector.ok
    collector.add("file-type", "a", type="svg")
    assert not collector.ok


def test_every_code_has_a_severity_and_sentences_fill_in():
    assert MESSAGES.keys() == SEVERITIES.keys()
    one = issue("file-type", "content/a\u202eb.svg", type="s" * 500)
    assert one.path == "content/a\\u202eb.svg"
    assert len(one.values["type"]) == 161
    assert str(one).startswith("error: file-type [content/a\\u202eb.svg]: Files of the type “sss")
    assert str(issue("manifest-missing")).startswith("error: manifest-missing: h5p.json is missing")
    assert visible("a\nb\ud800") == "a\\u000ab\\ud800"


@pytest.mark.parametrize(
    "text",
    ["", "H5P.A", "H5P.A 1", "H5P.A 1.2.3", "H5P.A  1.2", "../A 1.2", "H5P.A 01.2", "H5P.A 1.x", "1A 1.2", None, 5]
    + ["A" * 121 + " 1.2", "H5P..A 1.2", "H5P.A 1234567.0", "Ä 1.0"],
)
def test_no_library_is_called_that(text):
    with pytest.raises(BadName):
        LibraryName.parse(text)


def test_names_of_libraries():
    name = LibraryName.parse("H5P.Multi-Choice_2.x 1.16")
    assert (name.machine, name.major, name.minor) == ("H5P.Multi-Choice_2.x", 1, 16)
    assert (str(name), name.folder) == ("H5P.Multi-Choice_2.x 1.16", "H5P.Multi-Choice_2.x-1.16")
    assert LibraryName.of({"machineName": "A", "majorVersion": "1", "minorVersion": 0}) == LibraryName("A", 1, 0)
    for broken in (None, [], {}, {"machineName": "A", "majorVersion": True, "minorVersion": 0}):
        with pytest.raises(BadName):
            LibraryName.of(broken)
    assert folder_fits("A-1.0", LibraryName("A", 1, 0), 3)
    assert folder_fits("A-1.0.3", LibraryName("A", 1, 0), 3)
    assert folder_fits("A", LibraryName("A", 1, 0), 3)
    assert not folder_fits("A-1.0.4", LibraryName("A", 1, 0), 3)


def test_the_sum_of_a_library_is_of_all_its_files():
    def sum_of(**files: bytes) -> str:
        return package.read(made(None, library(files=files))).libraries[QUIZ].sha256

    assert sum_of() == sum_of()
    assert len({sum_of(), sum_of(**{"a.css": b""}), sum_of(**{"a.css": b"x"}), sum_of(**{"b.css": b"x"})}) == 4


def test_a_byte_order_mark_is_no_mistake():
    assert package.read(io.BytesIO(packed({**entries(), "content/content.json": b"\xef\xbb\xbf" + dump({})}))).ok
