"""Every hostile package is refused with its code; nothing crashes, and memory stays flat."""

import io

import pytest

from courses.h5p import package
from tests.h5p.hostile import cases

CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_package_is_refused_with_its_code(name):
    code, make = CASES[name]
    with package.read(io.BytesIO(make())) as found:
        assert not found.ok
        assert code in {one.code for one in found.issues}, list(map(str, found.issues))
        assert all(one.message for one in found.issues)


def test_there_are_many():
    assert len(CASES) > 200
