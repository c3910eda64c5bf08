"""A code that changes, is taken a moment longer, and can be read from the back of the room."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses import presence_code as code

START = datetime.fromtimestamp(code.SECONDS * 40_000_000, UTC)
"""A moment at which a new code begins."""


def later(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@given(secret=st.text(min_size=1, max_size=40), seconds=st.integers(0, 10**9))
def test_six_signs_without_look_alikes(secret, seconds):
    found = code.at(secret, START + timedelta(seconds=seconds))
    assert len(found) == code.LENGTH
    assert set(found) <= set(code.SIGNS)


def test_signs_that_look_alike_are_not_among_them():
    assert len(set(code.SIGNS)) == len(code.SIGNS)
    assert not set(code.SIGNS) & set("0OQ1IL2Z5S6G8BUV")


def test_it_changes_and_another_session_has_another():
    assert 30 <= code.SECONDS <= 60
    shown = [code.at("a", later(code.SECONDS * step)) for step in range(200)]
    assert len(set(shown)) == 200
    assert code.at("a", later(code.SECONDS - 1)) == shown[0] != code.at("b", START)


def test_the_one_before_is_taken_for_a_moment_then_it_is_late():
    old = code.at("a", later(-1))
    assert code.is_right("a", old, later(-1))
    assert code.is_right("a", old, later(code.GRACE - 1))
    assert not code.is_right("a", old, later(code.GRACE))
    assert code.is_late("a", old, later(code.GRACE))
    assert not code.is_late("a", old, later(code.SECONDS * (code.REMEMBERED + 1)))
    assert not code.is_right("a", code.at("a", later(code.SECONDS)), START)  # none that is to come
    assert not code.is_late("a", code.at("a", later(code.SECONDS)), START)


def test_it_may_be_typed_as_it_is_read_out():
    found = code.at("a", START)
    for typed in (found.lower(), f" {found[:3]} {found[3:]} ", f"{found[:3]}-{found[3:]}".lower()):
        assert code.is_right("a", typed, START)
    for wrong in ("", found[:-1], f"{found}A", "áőű", "\x00"):
        assert not code.is_right("a", wrong, START)


def test_seconds_left():
    assert code.seconds_left(START) == code.SECONDS
    assert code.seconds_left(later(code.SECONDS - 1)) == 1
