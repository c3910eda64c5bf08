"""The safe reader by itself: exactly at its limits, two files at once, and a file that changes while it is read."""

import io
import os
import struct
import zipfile

import pytest

from courses.h5p import package
from courses.h5p.archive import SafeArchive
from courses.h5p.issues import Refused
from courses.h5p.limits import Limits
from tests.h5p.packages import Raw, raw_archive, raw_package

NAME = "content/a.txt"


def archive(*entries, **limits):
    return SafeArchive(io.BytesIO(raw_archive(entries)), Limits(**limits))


def codes(*entries, **limits):
    try:
        return [one.code for one in archive(*entries, **limits).issues]
    except Refused as refused:
        return [one.code for one in refused.issues]


def entry(length=1_000, name=b"content/a.txt", **values):
    return Raw(name, bytes(length), **values)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"entry": 1_000}, "entry-too-large"),
        ({"total": 1_000}, "archive-total"),
        ({"entries": 1}, "archive-entries"),
        ({"name": len(NAME)}, "name-too-long"),
        ({"depth": 2}, "name-too-long"),
    ],
)
def test_what_is_as_large_as_allowed_is_allowed(limits, code):
    ((name, limit),) = limits.items()
    assert codes(entry(), **limits) == []
    assert codes(entry(), **{name: limit - 1}) == [code]


def test_sizes_of_the_whole():
    data = raw_archive([entry()])
    directory = len(data) - 22 - data.index(b"PK\1\2")
    assert codes(entry(), archive=len(data), directory=directory) == []
    assert codes(entry(), archive=len(data) - 1) == ["archive-too-large"]
    assert codes(entry(), directory=directory - 1) == ["archive-directory"]


def test_how_much_a_file_may_grow():
    small = len(entry().bytes_packed())
    ratio = 1_000 // small
    assert codes(entry(ratio * small), ratio=ratio, ratio_from=10) == []
    assert codes(entry(ratio * len(entry(9_000).bytes_packed())), ratio=ratio, ratio_from=9_999_999) == []
    assert codes(entry(1_000), ratio=1, ratio_from=1_000) == []
    assert codes(entry(1_001), ratio=1, ratio_from=1_000) == ["entry-ratio"]


def test_a_file_that_lies_is_stopped_where_it_should_have_ended():
    found = archive(entry(5_000_000, size=70_000, packed=entry(5_000_000).bytes_packed()))
    pieces = []
    with pytest.raises(Refused, match="damaged"):
        pieces.extend(found.stream(NAME))
    assert 0 < sum(map(len, pieces)) <= 70_000


def test_a_whole_file_is_read_up_to_a_limit():
    found = archive(entry())
    assert found.read(NAME, 1_000) == bytes(1_000)
    with pytest.raises(Refused):
        found.read(NAME, 999)


@pytest.mark.parametrize("method", [0, 8])
def test_two_files_are_read_side_by_side(method):
    first, second = os.urandom(400_000), os.urandom(400_000)
    found = archive(Raw(b"a", first, method=method), Raw(b"b", second, method=method))
    one, other, got = found.open("a"), found.open("b"), [b"", b""]
    while piece := one.read(70_000):
        got[0] += piece
        got[1] += other.read(70_000)
    assert got == [first, second]


@pytest.mark.parametrize("method", [0, 8])
def test_a_file_that_is_cut_while_it_is_read(method):
    source = io.BytesIO(raw_archive([Raw(NAME.encode(), os.urandom(200_000), method=method)]))
    found = SafeArchive(source)
    source.truncate(100_000)
    with pytest.raises(Refused, match="damaged"):
        list(found.stream(NAME))


def test_a_refused_file_is_closed_again(tmp_path):
    path = tmp_path / "a.h5p"
    path.write_bytes(raw_package()[:-1])
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else pytest.skip("no /proc here")
    with package.read(path) as found:
        assert not found.ok
        assert os.listdir("/proc/self/fd") == before
    path.write_bytes(raw_package())
    package.read(path).close()
    assert os.listdir("/proc/self/fd") == before


def test_a_borrowed_file_stays_open():
    source = io.BytesIO(raw_package())
    with package.read(source) as found:
        assert found.ok
    assert not source.closed


def test_folders_and_what_tools_leave():
    found = archive(
        Raw(b"a/", b"", mode=0o040755), entry(name=b"a/b.txt"), entry(name=b"__MACOSX/x"), entry(name=b"a/.DS_Store")
    )
    assert list(found.entries) == ["a/b.txt"]
    assert found.ignored == ["__MACOSX/x", "a/.DS_Store"]
    with pytest.raises(FileNotFoundError):
        found.open("a/.DS_Store")


@pytest.mark.parametrize("own", [0, None])
def test_sizes_that_follow_the_data(own):
    """As programs write that cannot go back: the header of the file itself has none."""
    values = {"local_size": own, "local_crc": own}
    assert codes(entry(flags=8, **values)) == []
    assert codes(entry(**values)) == (["entry-mismatch"] if own == 0 else [])


def test_comments_and_extra_fields_are_passed_over():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.comment = b"c" * 0xFFFF
        for number in range(3):
            about = zipfile.ZipInfo(f"content/{number}.txt")
            about.comment = b"PK\1\2" * (number + 1)
            about.extra = struct.pack("<2H", 0xCAFE, number) + b"e" * number
            made.writestr(about, b"x" * number)
    found = SafeArchive(target)
    assert not list(found.issues)
    assert {name: found.read(name, 9) for name in found.entries} == {f"content/{n}.txt": b"x" * n for n in range(3)}
