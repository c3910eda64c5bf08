"""Keeping whole files: what is stored, what is refused, and that a refusal leaves nothing behind."""

import hashlib
import io
from pathlib import Path

import pytest

from portal.core.errors import NotAllowed
from portal.files import access, parts
from portal.files.choices import FileState
from portal.files.errors import BadName, EmptyFile, Incomplete, OverQuota, TooLarge
from portal.files.models import StoredFile
from portal.files.services import quota, remove, store, uploads
from portal.files.storage import private_storage

CONTENT = b"What three observers wrote down.\n" * 100


def on_disk(root: Path) -> list[Path]:
    """Every file below the private folder."""
    return [path for path in root.rglob("*") if path.is_file()]


def put(owner, content=CONTENT, name="notes.txt"):
    return store(stream=io.BytesIO(content), name=name, owner=owner, purpose="personal")


def test_a_file_is_kept_with_its_sum_and_type(anna, private_root):
    file = put(anna)
    assert (file.size, file.mime, file.state) == (3300, "text/plain", FileState.READY)
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert private_storage().open(file.key).read() == CONTENT
    assert [path.name for path in on_disk(private_root)] == [file.uuid.hex]
    assert file.completed
    assert file.expires is None


def test_the_storage_has_no_public_addresses(anna):
    with pytest.raises(NotImplementedError):
        private_storage().url(put(anna).key)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "empty.txt", EmptyFile),
        (b"x", "a/b.txt", BadName),
        (b"x", "a\u202eb.txt", BadName),
        (b"x" * 1_000_001, "large.bin", TooLarge),
    ],
)
def test_a_refusal_leaves_nothing_behind(anna, private_root, content, name, error):
    with pytest.raises(error):
        put(anna, content, name)
    assert not StoredFile.objects.exists()
    assert on_disk(private_root) == []


def test_the_space_of_a_person_is_counted_to_the_byte(anna, bela):
    put(anna, b"x" * 600_000, "a.bin")
    with pytest.raises(OverQuota, match="only 400 kB of your space are free"):
        put(anna, b"x" * 400_001, "b.bin")
    put(anna, b"x" * 400_000, "c.bin")
    put(bela, b"x" * 600_000, "d.bin")
    assert quota.used(anna) == 1_000_000


def test_what_the_site_makes_for_a_person_takes_no_space_and_has_no_limit(anna, private_root, settings):
    from portal.people.services.export import PURPOSE

    put(anna, b"x" * 999_000)
    copy = store(stream=io.BytesIO(b"x" * 2_000_000), name="my-data.zip", owner=anna, purpose=PURPOSE)
    assert (copy.state, quota.used(anna)) == (FileState.READY, 999_000)
    put(anna, b"x" * 1000)
    with pytest.raises(OverQuota):
        put(anna, b"x")


def test_nobody_announces_or_keeps_files_without_end(anna, monkeypatch):
    monkeypatch.setattr(quota, "MOST_ARRIVING", 2)
    monkeypatch.setattr(quota, "MOST_FILES", 3)
    for _number in range(2):
        uploads.begin(user=anna, name="a.txt", size=1, purpose="personal")
    with pytest.raises(OverQuota, match="2 uploads of yours"):
        put(anna)
    uploads.drop(StoredFile.objects.first())
    for _number in range(2):
        put(anna)
    uploads.drop(StoredFile.objects.arriving().get())
    put(anna)
    with pytest.raises(OverQuota, match="3 files"):
        put(anna)
    assert StoredFile.objects.count() == 3


def test_a_stream_that_ends_early_leaves_nothing(anna, private_root):
    class Short(io.BytesIO):
        size = 5000

    with pytest.raises(Incomplete):
        store(stream=Short(CONTENT), name="a.txt", owner=anna, purpose="personal")
    assert not StoredFile.objects.exists()
    assert on_disk(private_root) == []


def test_a_stream_that_fails_leaves_nothing(anna, private_root):
    class Failing(io.BytesIO):
        size = 5000

        def read(self, size=-1):
            raise RuntimeError("the tape tore")

    with pytest.raises(RuntimeError, match="tape"):
        store(stream=Failing(), name="a.txt", owner=anna, purpose="personal")
    assert not StoredFile.objects.exists()
    assert on_disk(private_root) == []


def test_only_the_owner_deletes(anna, bela, private_root, django_capture_on_commit_callbacks):
    file = put(anna)
    with pytest.raises(NotAllowed):
        remove(user=bela, file=file)
    assert len(on_disk(private_root)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove(user=anna, file=file)
    assert on_disk(private_root) == []
    assert not StoredFile.objects.exists()


def test_who_reads_is_the_purposes_rule(anna, bela):
    file = put(anna)
    assert access.may_read(anna, file)
    assert not access.may_read(bela, file)
    file.purpose = "unknown"
    assert not access.may_read(anna, file)
    file.purpose, file.state = "personal", FileState.QUARANTINED
    assert not access.may_read(anna, file)


def test_who_adds_is_the_purposes_rule(anna):
    access.register("of a room", may_read=lambda user, file: True)
    assert access.may_add(anna, "personal")
    assert not access.may_add(anna, "of a room")
    assert not access.may_add(anna, "unknown")
    anna.is_active = False
    assert not access.may_add(anna, "personal")


def test_parts_lie_outside_the_media_folder(anna, settings):
    assert not parts.folder().is_relative_to(Path(settings.MEDIA_ROOT))
