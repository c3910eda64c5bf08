"""Good files of every type pass, and go out under the media type of the fixed table."""

import pytest

from courses.h5p import filetypes, strictjson
from courses.h5p.issues import SEVERITIES, Collector, Refused, Severity
from courses.h5p.limits import Limits
from courses.h5p.names import BadName
from courses.h5p.shapes import Shape, file_path
from tests.h5p.packages import PNG

GOOD = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe1",
    "gif": b"GIF89a\x01",
    "bmp": b"BM\x00",
    "tif": b"II*\0",
    "tiff": b"MM\0*",
    "eot": bytes(34) + b"LP",
    "ttf": b"\0\1\0\0",
    "woff": b"wOFF",
    "woff2": b"wOF2",
    "otf": b"OTTO",
    "webm": b"\x1a\x45\xdf\xa3",
    "mp4": b"\0\0\0\x18ftypisom",
    "m4a": b"\0\0\0\x18ftypM4A ",
    "ogg": b"OggS",
    "mp3": b"ID3\3",
    "wav": b"RIFF\0\0\0\0WAVE",
    "txt": "Árvíztűrő".encode(),
    "csv": b"a;b\n<5;6\n",
    "md": b"# Title\n\n1 < 2",
    "json": b"{}",
    "vtt": b"WEBVTT\n\n00:00 --> 00:01\n<v Anna>Hello",
    "pdf": b"%PDF-1.7",
    "rtf": b"{\\rtf1",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "docx": b"PK\3\4",
    "odt": b"PK\3\4",
    "glb": b"glTF\2",
    "gltf": b"{",
}


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("library", [True, False])
def test_a_good_file_passes(kind, library):
    assert filetypes.problem(f"images/a.b.{kind.upper()}", GOOD[kind], library=library) == ""


@pytest.mark.parametrize("head", [b"\xff\xfb\x90", b"\xff\xe3"])
def test_sound_without_a_tag(head):
    assert filetypes.problem("a.mp3", head, library=False) == ""
    assert filetypes.problem("a.mp3", b"\xff\x1f", library=False) == "file-content"
    assert filetypes.problem("a.mp3", b"\xff", library=False) == "file-content"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.jpg", PNG),
        ("a.png", b"\xff\xd8\xff\xe0"),
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 "),
        ("a.png", b"\0\0\0\x1cftypavif"),
        ("a.mp3", b"RIFF\0\0\0\0WAVE"),
        ("a.mp3", b"\0\0\0\x18ftypM4A "),
        ("a.mp4", b"\x1a\x45\xdf\xa3"),
        ("a.doc", b"{\\rtf1"),
    ],
)
def test_media_under_the_name_of_another_type_are_taken_with_a_word_about_it(name, head):
    assert filetypes.problem(name, head, library=False) == "file-other"
    assert SEVERITIES["file-other"] is Severity.WARNING


def test_a_librarys_font_may_be_none_but_no_page():
    assert filetypes.problem("a.woff", b'export default "data:font/woff;base64,d09G"', library=True) == ""
    assert filetypes.problem("a.woff", b'export default "data:font/woff;base64,d09G"', library=False) == "file-content"
    assert filetypes.problem("a.woff", b"<html>", library=True) == "file-markup"


@pytest.mark.parametrize("path", ["js/a.js", "./js/a.js", "/js/a.js", "js\\a.js", "\\js\\a.js"])
def test_a_script_may_be_named_as_windows_or_a_root_would(path):
    assert file_path({"path": path}) == file_path(path) == "js/a.js"


@pytest.mark.parametrize("entry", [{}, {"path": ""}, {"path": "/"}, {"path": 5}, None, ""])
def test_a_script_without_a_name(entry):
    with pytest.raises(BadName):
        file_path(entry)


def test_an_empty_file_has_nothing_wrong():
    assert filetypes.problem("a.png", b"", library=False) == ""


@pytest.mark.parametrize("kind", ["js", "css", "svg", "xml", "map"])
def test_only_libraries_have_code(kind):
    code = b"<svg/>" if kind in ("svg", "xml") else b"<b> is text here"
    assert filetypes.problem(f"a.{kind}", code, library=True) == ""
    assert filetypes.problem(f"a.{kind}", code, library=False) == "file-type"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "image/png"),
        ("A.JPG", "image/jpeg"),
        ("x/a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.html", "application/octet-stream"),
        ("a.b/c", "application/octet-stream"),
    ],
)
def test_media_types_come_from_the_table(name, kind):
    assert filetypes.media_type(name) == kind


def test_no_media_type_is_one_that_acts():
    assert not {"text/html", "application/xhtml+xml"} & set(filetypes.LIBRARY_TYPES.values())
    active = {"image/svg+xml", "application/xml", "text/javascript; charset=utf-8"}
    assert not active & set(filetypes.MEDIA_TYPES.values())


@pytest.mark.parametrize("name", ["LICENSE", "readme.html", "x/LICENCE.rst", "CHANGELOG", "Copying-GPL"])
def test_what_libraries_do_without(name):
    assert filetypes.droppable(name)


@pytest.mark.parametrize("name", ["licenses/a.php", "README/a", "evil-license", "licensed.php5x/b"])
def test_what_only_sounds_like_it(name):
    assert not filetypes.droppable(name)


def test_json_at_the_edge():
    limits = Limits(json_depth=3, json_nodes=8, json=40)
    assert strictjson.loads(b'{"a": [[1, 2]]}', limits=limits) == {"a": [[1, 2]]}
    assert strictjson.loads(b'"[[[[[[[[,,,,,,,\\"{{{{{{{"', limits=limits) == '[[[[[[[[,,,,,,,"{{{{{{{'
    assert strictjson.loads(b"9007199254740992") == 2**53
    assert strictjson.loads(b"-9007199254740992") == -(2**53)
    assert strictjson.loads(b'"\\ud83d\\ude00 \\u00e9"') == "😀 é"
    assert strictjson.loads(b'{"\\u0041": ["\\n"]}') == {"A": ["\n"]}
    for data, code in (
        (b"[[[[1]]]]", "json-deep"),
        (b"[1,2,3,4,5,6,7,8,9]", "json-many"),
        (b'"' + b"x" * 39 + b'"', "json-too-large"),
        (b"-9007199254740993", "json-value"),
        (b"1" * 30, "json-value"),
        (b"-1e400", "json-value"),
        (b'["\\u0000"]', "json-value"),
        (b'[{"a": "\\udc00"}]', "json-value"),
    ):
        with pytest.raises(Refused) as caught:
            strictjson.loads(data, "a.json", limits)
        assert [(one.code, one.path) for one in caught.value.issues] == [(code, "a.json")], data
    with pytest.raises(Refused) as caught:
        strictjson.loads(b'{\n"a": 1,\n}', "x")
    assert caught.value.issues[0].values == {"line": 3}


def test_the_number_of_values_is_never_counted_too_low():
    assert strictjson.measure(b'{"a": [1, 2, {"b": 3}], "c": ","}', "", Limits()) == 10
    assert strictjson.measure(b"1", "", Limits()) == 1


def test_json_is_written_compact_and_in_utf8():
    assert strictjson.dumps({"b": "é", "a": [1, None]}) == '{"b":"é","a":[1,null]}'.encode()
    with pytest.raises(ValueError, match="JSON"):
        strictjson.dumps(float("nan"))


def test_shapes_answer_with_defaults_and_note_what_is_wrong():
    issues = Collector(50)
    value = {
        "text": "x",
        "empty": " ",
        "number": "7",
        "yes": "1",
        "no": "0",
        "one": 1,
        "list": [1],
        "object": {},
        "none": None,
    }
    shape = Shape(value, "a/b.json", issues)
    assert (shape.text("text"), shape.text("gone", "d"), shape.text("empty", "d"), shape.text("none", "d")) == (
        "x",
        "d",
        " ",
        "d",
    )
    assert (shape.number("number"), shape.number("gone", 4), shape.number("none", 5)) == (7, 4, 5)
    assert [shape.flag(name) for name in ("yes", "no", "one", "gone", "none")] == [True, False, True, False, False]
    assert (list(shape.items("list")), list(shape.items("object")), list(shape.items("gone"))) == ([1], [], [])
    assert list(issues) == []
    assert (shape.text("number", length=1), shape.number("text", 3), shape.flag("text")) == ("7", 3, False)
    assert (shape.text("gone"), shape.text("empty"), shape.number("gone"), shape.text("text", "", 0)) == ("", "", 0, "")
    assert [(one.code, one.values["name"]) for one in issues] == [
        ("field-type", "text"),
        ("field-type", "text"),
        ("field-missing", "gone"),
        ("field-missing", "empty"),
        ("field-type", "text"),
    ]
    assert shape.paths("gone") == ()
    again = Shape({"js": [{"path": "./a.js"}, "a.js", {"path": ""}, "b.js"]}, "x", issues)
    assert again.paths("js") == ("a.js", "b.js")
