"""Range and If-Range, against a plain reading of the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.ranges import Span, Unsatisfiable, still_wanted, wanted


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", Span(0, 0)),
        ("bytes=0-99", Span(0, 99)),
        ("bytes=10-", Span(10, 99)),
        ("bytes=10-1000", Span(10, 99)),
        ("bytes=-1", Span(99, 99)),
        ("bytes=-1000", Span(0, 99)),
        ("Bytes=5-6", Span(5, 6)),
        (None, None),
        ("", None),
        ("bytes", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=6-5", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
        ("items=0-5", None),
        ("bytes=0-0,5-6", None),
        ("bytes=0-0, 1-1, 2-2", None),
        ("bytes=0--5", None),
    ],
)
def test_spans_of_a_hundred_bytes(header, span):
    assert wanted(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=9999999999999999999-"])
def test_spans_behind_the_end_cannot_be_met(header):
    with pytest.raises(Unsatisfiable):
        wanted(header, 100)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 150))
def test_a_span_is_what_slicing_gives(first, last, size):
    content = bytes(range(size))
    try:
        span = wanted(f"bytes={first}-{last}", size)
    except Unsatisfiable:
        assert first >= size
        return
    if span is None:
        assert last < first
    else:
        assert content[span.first : span.last + 1] == content[first : last + 1]
        assert span.length == len(content[first : last + 1])


@given(st.text(max_size=40), st.integers(1, 1000))
def test_nonsense_never_fails_and_never_leaves_the_file(header, size):
    for text in (header, f"bytes={header}"):
        try:
            span = wanted(text, size)
        except Unsatisfiable:
            continue
        assert span is None or 0 <= span.first <= span.last < size


def test_only_the_very_same_content_goes_on():
    assert still_wanted(None, '"a"')
    assert still_wanted('"a"', '"a"')
    assert not still_wanted('"b"', '"a"')
    assert not still_wanted('W/"a"', '"a"')
    assert not still_wanted("Sun, 06 Nov 1994 08:49:37 GMT", '"a"')
