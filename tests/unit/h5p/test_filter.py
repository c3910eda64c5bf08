"""Only what the semantics know survives, in the right type; markup is made harmless."""

import copy
import time
from html.parser import HTMLParser

import pytest

from courses.h5p import filter as content_filter
from courses.h5p import markup, package
from courses.h5p.library import build
from courses.h5p.names import LibraryName
from tests.h5p.packages import UUIDS, library
from tests.h5p.packages import package as made
from tests.h5p.quiz import CONTENT, PART, QUIZ, libraries

LIBRARIES = libraries()


def filtered(content, **more):
    return content_filter.filter_content(content, QUIZ, LIBRARIES.get, **more)


def only(name, value):
    """What becomes of one value, and the codes of the issues."""
    found = filtered({name: value})
    return found.content.get(name, "gone"), [one.code for one in found.issues]


def test_good_content_stays_as_it_is():
    before = copy.deepcopy(CONTENT)
    found = filtered(CONTENT, files={"images/a.png"})
    assert found.content == CONTENT == before
    assert found.issues == []


@pytest.mark.parametrize(
    ("name", "value", "expected", "codes"),
    [
        ("title", "<b>x</b> & \"y\" 'z'", "&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot; &#039;z&#039;", []),
        ("title", "<" * 21, "&lt;" * 20, ["content-changed"]),
        ("title", "a &lt;b&gt; &amp; &#039;", "a &lt;b&gt; &amp; &#039;", []),
        ("title", "x" * 21, "x" * 20, ["content-changed"]),
        ("title", "é" * 20, "é" * 20, []),
        ("title", 5, "5", []),
        ("title", True, "gone", ["content-dropped"]),
        ("title", ["x"], "gone", ["content-dropped"]),
        ("title", None, "gone", []),
        ("intro", "a < b & c", "a &lt; b &amp; c", []),
        ("intro", "<script>alert(1)</script>x", "x", []),
        ("intro", "<p onclick='x()'>a</p>", "<p>a</p>", []),
        ("intro", "<h1>a</h1><em>b</em>", "a<em>b</em>".replace("<em>b</em>", "b"), []),
        ("intro", "<b>a</b>", "<b>a</b>", []),
        ("points", 3, 3, []),
        ("points", "4", 4, []),
        ("points", "2.5", 2.5, []),
        ("points", 2.54, 2.5, ["content-changed"]),
        ("points", 0, 1, ["content-changed"]),
        ("points", 99, 10, ["content-changed"]),
        ("points", "many", "gone", ["content-dropped"]),
        ("points", float("nan"), "gone", ["content-dropped"]),
        ("points", "inf", "gone", ["content-dropped"]),
        ("points", 10**400, "gone", ["content-dropped"]),
        ("points", True, "gone", ["content-dropped"]),
        ("points", {}, "gone", ["content-dropped"]),
        ("random", True, True, []),
        ("random", "true", True, []),
        ("random", 0, False, []),
        ("random", "", False, []),
        ("random", "perhaps", "gone", ["content-dropped"]),
        ("random", [], "gone", ["content-dropped"]),
        ("mode", "b", "b", []),
        ("mode", ["b"], "b", []),
        ("mode", "z", "a", ["content-changed"]),
        ("mode", {"x": 1}, "a", ["content-changed"]),
        ("modes", ["a", "z"], ["a"], ["content-changed"]),
        ("modes", "b", ["b"], []),
        ("free", "<b>", "&lt;b&gt;", []),
        ("free", 7, 7, []),
        ("free", {}, "gone", ["content-dropped"]),
        ("maybe", "z", "z", []),
        ("maybe", [], "gone", ["content-dropped"]),
        ("answers", "x", "gone", ["content-dropped"]),
        ("answers", [], [], []),
        ("answers", [{"text": "x"}] * 5, [{"text": "x"}] * 4, ["content-changed"]),
        ("answers", ["x", {"text": "y", "z": 1}], [{}, {"text": "y"}], ["content-dropped"] * 2),
        ("hints", ["a", None, 5, {}], ["a", "5"], ["content-dropped"]),
        ("l10n", [], {}, []),
        ("l10n", "x", {}, ["content-dropped"]),
        ("unknown", 1, "gone", ["content-dropped"]),
        ("scene", {"subContentId": "x", "name": "a"}, {"name": "a"}, []),
    ],
)
def test_a_value_by_its_field(name, value, expected, codes):
    assert only(name, value) == (expected, codes)


@pytest.mark.parametrize(
    ("value", "expected", "codes"),
    [
        ({"library": "H5P.Blanks 1.0"}, {"library": "H5P.Blanks 1.0", "params": {}}, []),
        ({"library": "H5P.Blanks 1.0", "params": []}, {"library": "H5P.Blanks 1.0", "params": {}}, []),
        (
            {"library": "H5P.Blanks 1.0", "params": {"x": 1}, "subContentId": "../x", "onclick": "x"},
            {"library": "H5P.Blanks 1.0", "params": {}},
            ["content-dropped"],
        ),
        (
            {"library": "H5P.Blanks 1.0", "params": {}, "subContentId": UUIDS[0], "metadata": {"title": "<b>", "x": 1}},
            {"library": "H5P.Blanks 1.0", "params": {}, "subContentId": UUIDS[0], "metadata": {"title": "&lt;b&gt;"}},
            [],
        ),
        ({"library": "H5P.Blanks 1.1", "params": {}}, "gone", ["content-library"]),
        ({"library": "H5P.Quiz 1.2", "params": {}}, "gone", ["content-library"]),
        ({"library": "Nonsense", "params": {}}, "gone", ["content-library"]),
        ({"library": ["H5P.Blanks 1.0"]}, "gone", ["content-library"]),
        ({}, "gone", []),
        ("", "gone", []),
        ("H5P.Blanks 1.0", "gone", ["content-dropped"]),
        ({"params": {"x": 1}}, "gone", ["content-dropped"]),
    ],
)
def test_an_activity_inside(value, expected, codes):
    assert only("single", value) == (expected, codes)


def test_a_listed_library_that_is_not_there_is_left_out():
    found = filtered({"parts": [{"content": {"library": "H5P.Gone 1.0", "params": {}}, "wide": True}]})
    assert found.content == {"parts": [{"wide": True}]}
    (one,) = found.issues
    assert (one.code, one.path) == ("content-library", "parts.0.content")


@pytest.mark.parametrize(
    ("name", "path", "stays"),
    [
        ("image", "images/a.png", True),
        ("image", "images/a.png#tmp", True),
        ("image", "https://x.example/a.png?a=1&b=2", True),
        ("image", "http://x.example/a.png", True),
        ("file", "files/a.pdf", True),
        ("file", "https://x.example/a.pdf", False),
        ("image", "javascript:alert(1)", False),
        ("image", "data:image/png;base64,xx", False),
        ("image", "//x.example/a.png", False),
        ("image", "https://x.example/a b", False),
        ("image", 'https://x.example/"onerror=', False),
        ("image", "../../a.png", False),
        ("image", "/etc/passwd", False),
        ("image", "images/a.svg", False),
        ("image", "images/a.html", False),
        ("image", "images\\a.png", False),
        ("image", 'a".png', False),
        ("image", "", False),
    ],
)
def test_a_file_by_its_path(name, path, stays):
    value, codes = only(name, {"path": path, "onload": "x"})
    assert value == ({"path": path.removesuffix("#tmp")} if stays else "gone")
    assert codes == ([] if stays else ["content-dropped"])


@pytest.mark.parametrize(
    "path",
    ["../12/images/a.png", "../../h5p/content/12/images/a.png", "../editor/images/a.png", "../12/images/a.png#tmp"],
)
def test_a_file_of_the_content_it_was_copied_from_is_this_contents(path):
    assert only("image", {"path": path}) == ({"path": "images/a.png"}, [])


@pytest.mark.parametrize("path", ["../x/images/a.png", "../../../12/a.png", "../12/../a.png", "12/../a.png"])
def test_other_ways_up_are_none(path):
    assert only("image", {"path": path}) == ("gone", ["content-dropped"])


def test_a_list_that_php_wrote_as_an_object():
    whole = filtered({"parts": {"0": {"wide": True}, "2": {"wide": False}}})
    assert (whole.content, whole.issues) == ({"parts": [{"wide": True}, {"wide": False}]}, [])
    assert filtered({"parts": {"a": {"wide": True}}}).content == {}


def test_what_belongs_to_a_file():
    good = {
        "path": "images/a.png",
        "mime": "video/mp4; codecs=avc1",
        "width": "12.7",
        "height": 4,
        "bitrate": 5,
        "quality": {"level": 1, "label": "<b>"},
        "copyright": {"license": "U", "title": "<b>", "evil": "x", "year": 5},
        "metadata": {"qualityName": "HD", "title": "T", "evil": 1},
    }
    value, codes = only("film", [good, "x", {"path": 5}, {}])
    assert codes == ["content-dropped"] * 2
    assert value == [
        {
            "path": "images/a.png",
            "mime": "video/mp4; codecs=avc1",
            "width": 12,
            "height": 4,
            "bitrate": 5,
            "quality": {"level": 1, "label": "&lt;b&gt;"},
            "copyright": {"license": "U", "title": "&lt;b&gt;"},
            "metadata": {"qualityName": "HD", "title": "T"},
        }
    ]
    bad = {"path": "a.png", "mime": "<b>", "width": "x", "quality": 5, "copyright": "x", "metadata": []}
    assert only("image", bad) == ({"path": "a.png"}, [])
    assert only("film", "x") == ("gone", ["content-dropped"])


def test_a_missing_file_is_told_where_somebody_knows():
    found = filtered({"image": {"path": "images/b.png"}}, files={"images/a.png"})
    assert [(one.code, one.path) for one in found.issues] == [("content-file-missing", "content/images/b.png")]
    assert filtered({"image": {"path": "images/b.png"}}).issues == []


def test_metadata_keeps_texts_authors_and_changes():
    given = {
        "title": "T & <i>",
        "yearFrom": 1999,
        "license": True,
        "authors": [{"name": "A", "role": "<b>", "x": 1}, {"x": 1}, "B"],
        "changes": "none",
    }
    assert content_filter.filter_metadata(given) == {
        "title": "T &amp; &lt;i&gt;",
        "yearFrom": "1999",
        "authors": [{"name": "A", "role": "&lt;b&gt;"}],
    }
    assert content_filter.filter_metadata([]) == {}


@pytest.mark.parametrize("content", [None, [], "x", 5])
def test_content_that_is_no_object(content):
    assert filtered(content).content == {}


def test_content_of_a_library_that_is_not_there():
    assert content_filter.filter_content({"a": 1}, PART, lambda _name: None).content == {}


def test_too_deep_is_cut():
    inner = {"library": "H5P.Blanks 1.0", "params": {}}
    semantics = [{"name": "a", "type": "library", "options": ["H5P.Loop 1.0"]}]

    name = LibraryName("H5P.Loop", 1, 0)
    lookup = package.read(made(None, library("H5P.Loop 1.0", semantics=semantics), main="H5P.Loop 1.0")).libraries
    for _level in range(100):
        inner = {"library": "H5P.Loop 1.0", "params": {"a": inner}}
    found = content_filter.filter_content({"a": inner}, name, lookup.get)
    assert "content-deep" in {one.code for one in found.issues}
    depth, one = 0, found.content
    while one.get("a"):
        depth, one = depth + 1, one["a"]["params"]
    assert 15 < depth < 60


def test_too_much_markup_is_cut(monkeypatch):
    monkeypatch.setattr(content_filter, "TAGS", 5)
    found = filtered({"intro": "<p>a</p>", "answers": [{"text": "<p>b</p>"}, {"text": "<p>c</p>"}]})
    assert found.content == {"intro": "<p>a</p>", "answers": [{"text": "<p>b</p>"}, {}]}
    assert [(one.code, one.path) for one in found.issues] == [("content-markup", "answers.1.text")]


def test_a_text_with_markup_has_a_longest_length():
    fits = "<p>" + "x" * (markup.LONGEST - 7) + "</p>"
    assert only("intro", fits) == (fits, [])
    assert only("intro", fits + "x") == ("gone", ["content-markup"])
    assert only("intro", "x" * (markup.LONGEST + 1)) == ("x" * (markup.LONGEST + 1), [])


@pytest.mark.parametrize("mark", "<>&'\"")
def test_a_long_plain_text_that_grows_when_it_is_escaped(mark):
    long = "x" * markup.LONGEST
    assert only("hints", [long + mark]) == ([], ["content-markup"])
    assert only("hints", [long + "x"]) == ([long + "x"], [])
    assert only("hints", [long[1:] + mark]) == ([long[1:] + markup.escape(mark)], [])


XSS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example>",
    "<script\n>x</script\n>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<p onmouseover=alert(1)>a</p>",
    "<p/onclick=alert(1)>a</p>",
    "<p title='a' onclick=alert(1)>a</p>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" &#106;avascript:alert(1)">a</a>',
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="jav&#x0A;ascript:alert(1)">a</a>',
    '<a href="vbscript:x">a</a>',
    '<a href="data:text/html,x">a</a>',
    "<svg onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)>a</a></svg>",
    "<math><mi xlink:href=javascript:x>a</mi></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=x></object><embed src=x>",
    "<base href=//evil.example>",
    "<form action=x><input name=a></form>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=x>",
    "<style>*{background:url(x)}</style>",
    '<p style="background:url(javascript:x)">a</p>',
    '<p style="background-color:url(//evil.example)">a</p>',
    '<p style="width:expression(alert(1))">a</p>',
    '<p style="position:fixed">a</p>',
    '<p style="color:red;-moz-binding:url(x)">a</p>',
    "<!--<img src=x onerror=alert(1)>-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>x</script>]]>",
    "<?php x ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<table><td><svg><style><p title='</style><img src=x onerror=alert(1)>'>",
    '<a title="<img src=x onerror=alert(1)>">a</a>',
    '<p title="&quot; onclick=&quot;alert(1)">a</p>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p title='a\" onclick=\"x'>a</p>",
    "<a href='x' \"onclick=alert(1)>a</a>",
    "<p\x0conclick=alert(1)>a</p>",
    "<p a='>' onclick=alert(1)>a</p>",
    "<xmp><p title='</xmp><script>x</script>'>",
    "<textarea><p title='</textarea><script>x</script>'>",
    "<title><p title='</title><script>x</script>'>",
    "<template><script>x</script></template>",
]


@pytest.mark.parametrize("text", XSS)
def test_nothing_that_acts_survives(text):
    class Look(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag in markup.allowed(["a", "strong", "table", "ul"])
            for name, value in attrs:
                assert name in {"class", "dir", "lang", "style", "title", "href", "rel", "target"}
                assert not (value or "").lower().strip().startswith(("javascript", "vbscript", "data"))
                assert name != "style" or ("(" not in value and "position" not in value)

    clean = markup.clean(text, ["a", "strong", "table", "ul"])
    Look().feed(clean)
    assert markup.clean(clean, ["a", "strong", "table", "ul"]) == clean
    assert "alert(1)</script" not in clean


REL, ROW = 'rel="noopener noreferrer"', '<tr><td colspan="2">a</td></tr>'


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("<p>a<br>b<br/>c</p>", [], "<p>a<br>b<br>c</p>"),
        ("<p>a", [], "<p>a</p>"),
        ("a</p>b</strong>", ["strong"], "ab"),
        ("<strong><p>a</strong></p>", ["strong"], "<strong><p>a</p></strong>"),
        ("<h2>a</h2>", ["h2"], "<h2>a</h2>"),
        ("<h2>a</h2>", [], "a"),
        ("<script>x</script>y", ["script"], "y"),
        ("<b>a</b><em>b</em><s>c</s>", ["strong", "i", "del"], "<b>a</b><em>b</em><s>c</s>"),
        ("<ul><li>d</li></ul>", ["ul"], "<ul><li>d</li></ul>"),
        (
            '<p style="text-align: center; color: red; position: fixed">a</p>',
            [],
            '<p style="text-align:center;color:red">a</p>',
        ),
        ('<p style="COLOR: rgb(1, 2, 3)">a</p>', [], '<p style="color:rgb(1, 2, 3)">a</p>'),
        ('<p style="x">a</p>', [], "<p>a</p>"),
        ('<p class="a" class="b" id="c" data-x="d" lang=de>a</p>', [], '<p class="a" lang="de">a</p>'),
        (
            '<a href="/x?a=1&amp;b=2" target=_blank>a</a>',
            ["a"],
            '<a href="/x?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">a</a>',
        ),
        ('<a href="mailto:a@b.example">a</a>', ["a"], '<a href="mailto:a@b.example" rel="noopener noreferrer">a</a>'),
        (
            "<table><tr><td colspan='2'>a</td></tr></table>",
            ["table"],
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        ),
        ("1 < 2 & 3 > 2", [], "1 &lt; 2 &amp; 3 &gt; 2"),
        ("1 < 2 <b>x</b>", [], "1 &lt; 2 x"),
        ("a&nbsp;b", [], "a&nbsp;b"),
        ("<p>a&nbsp;b &eacute; &#8222;</p>", [], "<p>a&nbsp;b é „</p>"),
        ("<p", [], "<p></p>"),
        ("a<!-- b", [], "a"),
        ("a<!b>c<?d>e</>f", [], "acef"),
        ("</ p>a", [], "a"),
        ("", [], ""),
    ],
)
def test_markup(text, tags, expected):
    assert markup.clean(text, tags) == expected


def test_reading_markup():
    text = '<p>One &amp; <strong>two</strong></p>\n<ul><li>three</li><li> </li></ul><a href="https://a.example/?a&amp;b">four</a><script>x</script>'
    assert markup.plain(text) == "One & two\nthree\nfour"
    assert markup.names(text) == ["p", "strong", "ul", "li", "li", "a", "script"]
    assert markup.links(text + "<a>x</a><A HREF=y>z</A>") == ["https://a.example/?a&b", "y"]
    assert markup.escape("a &lt; b 'c' \"d\" <e>") == "a &amp;lt; b &#039;c&#039; &quot;d&quot; &lt;e&gt;"
    assert markup.unescaped(markup.escape("&amp;<'\">")) == "&amp;<'\">"
    assert (
        markup.escape_once("&copy 1 &copy; & &#x1F600; &#x1F6000000;")
        == "&amp;copy 1 &copy; &amp; &#x1F600; &amp;#x1F6000000;"
    )


@pytest.mark.parametrize(
    "piece", ["<div>", "<b><p>", "<table><tr><td>", "<b><i></b></i>", "<ul><li>", "<a href=x>", "<", "<!--", '<a x="']
)
def test_markup_takes_no_time(piece):
    begin = time.process_time()
    markup.clean(piece * 20_000, ["b", "i", "ul", "table", "a"])
    assert time.process_time() - begin < 2


def test_tags_are_bounded_in_depth_and_number():
    assert markup.clean("<div>" * 100 + "a", []).count("<div>") == markup.DEPTH
    assert markup.clean("<br>" * 6_000, []).count("<br>") == markup.TAGS


@pytest.mark.parametrize(
    ("about", "value", "kept"),
    [
        ({"decimals": 0}, 3.7, 4),
        ({"decimals": 15}, 0.1, 0.1),
        ({"decimals": -1}, 37, 37),
        ({"decimals": 16}, 1 / 3, 1 / 3),
        ({"min": 2, "max": 2}, 2, 2),
        ({}, "1e999", None),
        ({}, "9" * 29, None),
        ({}, "0x10", None),
    ],
)
def test_numbers_by_their_description(about, value, kept):
    name = LibraryName("H5P.Number", 1, 0)
    meta = {"machineName": "H5P.Number", "majorVersion": 1, "minorVersion": 0}
    one = build(meta, [{"name": "a", "type": "number", **about}], {}, lambda _path: b"")
    assert content_filter.filter_content({"a": value}, name, {name: one}.get).content == (
        {} if kept is None else {"a": kept}
    )


@pytest.mark.parametrize(("longest", "kept"), [(0, ""), (2, "ab"), (3, "abc"), (-1, "abc"), (2.9, "ab"), ("2", "abc")])
def test_texts_by_their_length(longest, kept):
    name = LibraryName("H5P.Text", 1, 0)
    meta = {"machineName": "H5P.Text", "majorVersion": 1, "minorVersion": 0}
    one = build(meta, [{"name": "a", "type": "text", "maxLength": longest}], {}, lambda _path: b"")
    assert content_filter.filter_content({"a": "abc"}, name, {name: one}.get).content == {"a": kept}
