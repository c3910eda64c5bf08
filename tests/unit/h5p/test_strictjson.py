"""JSON exactly at its limits, and what may not be written either."""

import io

import pytest

from courses.h5p import package, strictjson
from courses.h5p.issues import Refused
from courses.h5p.limits import Limits
from tests.h5p.packages import entries, packed


def code(data, **limits):
    try:
        strictjson.loads(data, limits=Limits(**limits))
    except Refused as refused:
        return refused.issues[0].code
    return ""


@pytest.mark.parametrize(
    ("limits", "fits", "more", "expected"),
    [
        ({"json_depth": 3}, b'[{"[[[": []}]', b'[{"a": [[]]}]', "json-deep"),
        ({"json_nodes": 4}, b"[1, 2, 3]", b"[1, 2, 3, 4]", "json-many"),
        ({"json": 10}, b"[12345678]", b"[123456789]", "json-too-large"),
        ({}, b"9007199254740992", b"9007199254740993", "json-value"),
        ({}, b"-9007199254740992", b"-9007199254740993", "json-value"),
        ({}, b"1e308", b"1e309", "json-value"),
        ({}, b'"\\ud83d\\ude00"', b'"\\ud83d"', "json-value"),
        ({}, b'{"\\u00e9": 1}', b'{"\\u0000": 1}', "json-value"),
        ({}, b'\xef\xbb\xbf"x"', b'\xfe\xff\0"', "json-encoding"),
    ],
)
def test_at_the_limit_and_beyond(limits, fits, more, expected):
    assert code(fits, **limits) == ""
    assert code(more, **limits) == expected


def test_of_two_equal_names_the_last_counts_as_in_browsers():
    assert strictjson.loads(b'{"a": 1, "a": 2}') == {"a": 2}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [-float("inf")]])
def test_what_is_no_number_is_not_written(value):
    with pytest.raises(ValueError, match="JSON"):
        strictjson.dumps(value)


def test_it_is_written_compactly_and_readably():
    assert strictjson.dumps({"é": [1, "x"]}) == '{"é":[1,"x"]}'.encode()


def test_all_of_a_package_together():
    found = entries()
    sizes = [len(data) for name, data in found.items() if name.endswith(".json")]
    for limit, ok in ((sum(sizes), True), (sum(sizes) - 1, False), (sum(sizes[:-1]), False)):
        with package.read(io.BytesIO(packed(found)), limits=Limits(json_total=limit)) as read:
            assert read.ok is ok
            assert ("json-total" in {one.code for one in read.issues}) is not ok
