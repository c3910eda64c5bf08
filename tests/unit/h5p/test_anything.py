"""Whatever the bytes or values are: an answer, never a crash."""

import io
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.h5p import filter as content_filter
from courses.h5p import localise, markup, package, segments, strictjson, xapi
from courses.h5p.issues import Collector, Refused
from courses.h5p.library import build
from courses.h5p.limits import Limits
from courses.h5p.manifest import read as read_manifest
from courses.h5p.names import LibraryName
from tests.h5p.packages import dump, entries, packed
from tests.h5p.packages import package as made
from tests.h5p.quiz import CONTENT, QUIZ, SEMANTICS, libraries, read

LIBRARIES = libraries()
GOOD = made(CONTENT).getvalue()
SMALL = Limits(entry=100_000, total=300_000, json=50_000, issues=20)
some = settings(max_examples=25, suppress_health_check=list(HealthCheck))
names = st.sampled_from([one["name"] for one in SEMANTICS] + ["text", "content", "library", "params", "path", "x"])
words = st.text(max_size=12) | st.sampled_from(["H5P.Blanks 1.0", "<b>x</b>", "*a*", "images/a.png", "<p onclick=x>"])
plain = st.none() | st.booleans() | st.integers() | st.floats() | words
values = st.recursive(
    plain, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(names, inside, max_size=5), max_leaves=20
)
ANY = LibraryName("H5P.Any", 1, 0)
TYPES = "text number boolean select list group image library odd".split()
CHOICES = st.sampled_from(["H5P.Any 1.0", {"value": "a"}, {"value": 5}, None])
MARKUP = r"(<(/?)(b|p|a|table|td|ul|li)( href=x| style='x:y')?>|x){0,12}"
fields = st.deferred(
    lambda: st.fixed_dictionaries(
        {
            "name": st.sampled_from("abcde"),
            "type": st.sampled_from(TYPES),
        },
        optional={
            "fields": st.lists(fields, max_size=3) | plain,
            "field": fields | plain,
            "options": st.lists(CHOICES, max_size=3) | plain,
            "max": plain,
            "min": plain,
            "maxLength": plain,
            "decimals": plain,
            "default": plain,
            "regexp": plain | st.just({"pattern": "("}),
            "isSubContent": plain,
            "optional": plain,
            "multiple": plain,
            "widget": plain,
        },
    )
)


@some
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_changed_archive_is_answered(changes):
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    with package.read(io.BytesIO(bytes(data)), limits=SMALL) as found:
        assert all(str(one) for one in found.issues)
        if found.ok:
            for path in found.files:
                found.open(path).read()


@some
@given(st.integers(0, len(GOOD)), st.integers(0, len(GOOD)), st.binary(max_size=40))
def test_a_cut_archive_is_answered(first, second, filling):
    data = GOOD[: min(first, second)] + filling + GOOD[max(first, second) :]
    found = package.read(io.BytesIO(data), limits=SMALL)
    assert found.ok is (data == GOOD) or not found.ok


@some
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data):
    assert not package.read(io.BytesIO(data)).ok
    with pytest.raises(Refused):
        strictjson.loads(b"\xff" + data)


@some
@given(values, values)
def test_any_manifest_and_library_are_answered(about, meta):
    found = {**entries(), "h5p.json": dump_any(about), "H5P.Quiz-1.2/library.json": dump_any(meta)}
    source = io.BytesIO(packed(found))
    assert isinstance(package.read(source).issues, list)
    read_manifest(about, Collector(5))
    build(meta, about, {}, lambda _path: b"")


def dump_any(value):
    return dump(value) if not isinstance(value, float) else b"NaN"


@some
@given(st.dictionaries(names, values, max_size=8))
def test_any_content_is_filtered_once(content):
    once = content_filter.filter_content(content, QUIZ, LIBRARIES.get)
    twice = content_filter.filter_content(once.content, QUIZ, LIBRARIES.get)
    assert twice.content == once.content
    assert strictjson.loads(strictjson.dumps(once.content)) == once.content


@some
@given(st.lists(fields, max_size=4), st.dictionaries(st.sampled_from("abcde"), values, max_size=5))
def test_any_semantics_with_any_content(semantics, content):
    library = build({"machineName": "H5P.Any", "majorVersion": 1, "minorVersion": 0}, semantics, {}, lambda _path: b"")
    lookup = {ANY: library}.get
    once = content_filter.filter_content(content, ANY, lookup)
    assert content_filter.filter_content(once.content, ANY, lookup).content == once.content
    found = segments.extract(once.content, ANY, lookup)
    assert len({one.path for one in found}) == len(found)
    done = localise.apply(once.content, ANY, lookup, {one.path: one.text for one in found})
    assert {one.path for one in done.issues} <= {one.path for one in found}
    localise.interface_strings(once.content, ANY, lookup, target="de")


@some
@given(st.dictionaries(st.sampled_from(["title", "answers.0.text", "intro", "l10n.score", "@title"]), words))
def test_any_translation_leaves_filtered_content(translations):
    done = localise.apply(CONTENT, QUIZ, LIBRARIES.get, translations)
    again = content_filter.filter_content(done.content, QUIZ, LIBRARIES.get)
    assert again.content == done.content


@some
@given(st.text(alphabet=string.printable + "<>&;\"'é\xa0", max_size=80) | st.from_regex(MARKUP))
def test_cleaning_twice_is_cleaning_once(text):
    tags = ["b", "a", "table", "ul", "h2"]
    once = markup.clean(text, tags)
    assert markup.clean(once, tags) == once
    assert set(markup.names(once)) <= markup.allowed(tags) | {"tbody"}
    plain_text = markup.escape_once(text)
    assert markup.escape_once(plain_text) == plain_text
    assert not set("<>\"'") & set(plain_text)
    assert markup.unescaped(markup.escape(text)) == text.replace("\r\n", "\r\n")


statements = st.fixed_dictionaries(
    {"object": st.just({"id": "x"}), "verb": st.just({"id": xapi.VERBS + "answered"}), "result": values},
    optional={"id": values, "context": values},
)


@some
@given(values | statements)
def test_any_statement_is_answered(value):
    found = xapi.read_statement(value, "x")
    assert isinstance(found, xapi.Claim | xapi.Refusal)
    if isinstance(found, xapi.Claim):
        assert found.score is None or 0 <= found.score <= 1


@some
@given(values)
def test_json_comes_back(value):
    try:
        data = strictjson.dumps(value)
        again = strictjson.loads(data)
    except (Refused, ValueError):
        return
    assert again == value
    assert strictjson.dumps(again) == data


def test_the_good_one_is_good():
    assert read().ok
