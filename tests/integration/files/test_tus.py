"""The tus server, spoken to by a raw client that keeps the rules, and by one that breaks every one of them."""

import base64
import hashlib
import io
import os
import time
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.files import parts
from portal.files.choices import FileState
from portal.files.models import StoredFile
from portal.files.storage import private_storage
from portal.files.sums import sums

CONTENT = os.urandom(100_000)
PART = "application/offset+octet-stream"
VERSION = {"Tus-Resumable": "1.0.0"}


def b64(value):
    return base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode()


class Tus:
    """A small client: methods of the protocol, headers as given."""

    def __init__(self, user=None):
        self.client = Client()
        if user:
            self.client.force_login(user)

    def create(self, length=100_000, name="film.bin", **headers):
        headers = {"Upload-Length": str(length), "Upload-Metadata": f"filename {b64(name)}"} | VERSION | headers
        return self.client.post(reverse("uploads"), headers={k: v for k, v in headers.items() if v is not None})

    def begin(self, **more):
        response = self.create(**more)
        assert response.status_code == 201, response.content
        return response["Location"]

    def patch(self, address, offset, data, kind=PART, **headers):
        headers = {"Upload-Offset": str(offset)} | VERSION | headers
        headers = {k: v for k, v in headers.items() if v is not None}
        return self.client.patch(address, data, content_type=kind, headers=headers)

    def head(self, address, **headers):
        return self.client.head(address, headers=VERSION | headers)

    def delete(self, address):
        return self.client.delete(address, headers=VERSION)


@pytest.fixture
def tus(anna):
    return Tus(anna)


def row(address):
    return StoredFile.objects.get(uuid=address.rstrip("/").rpartition("/")[2])


# --- keeping the rules -------------------------------------------------------------------------------------


def test_abilities(db):
    response = Client().options(reverse("uploads"))
    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert response["Tus-Extension"] == "creation,creation-with-upload,termination,checksum,expiration"
    assert response["Tus-Max-Size"] == "1000000"
    assert response["Tus-Checksum-Algorithm"] == "sha256,sha1,md5"


def test_a_file_in_three_parts(tus):
    created = tus.create(name="Jegyzőkönyv.bin")
    address = created["Location"]
    assert created["Tus-Resumable"] == "1.0.0"
    assert "Upload-Expires" in created
    for first, last in ((0, 10), (10, 60_000), (60_000, 100_000)):
        before = tus.head(address)
        assert (before.status_code, before["Upload-Offset"], before["Upload-Length"]) == (200, str(first), "100000")
        assert before["Cache-Control"] == "private, no-store"
        response = tus.patch(address, first, CONTENT[first:last])
        assert (response.status_code, response["Upload-Offset"]) == (204, str(last))
    file = row(address)
    assert (file.state, file.name, file.size) == (FileState.READY, "Jegyzőkönyv.bin", 100_000)
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert private_storage().open(file.key).read() == CONTENT
    assert list(parts.folder().iterdir()) == []
    assert tus.head(address)["Upload-Offset"] == "100000"
    assert tus.head(address)["Upload-Metadata"] == f"filename {b64('Jegyzőkönyv.bin')}"


def test_creation_with_upload(tus):
    response = tus.client.generic(
        "POST",
        reverse("uploads"),
        CONTENT,
        content_type=PART,
        headers=VERSION | {"Upload-Length": "100000", "Upload-Metadata": f"filename {b64('a.bin')}"},
    )
    assert (response.status_code, response["Upload-Offset"]) == (201, "100000")
    assert row(response["Location"]).state == FileState.READY


def test_a_lost_sum_is_read_from_the_disk_again(tus):
    address = tus.begin()
    tus.patch(address, 0, CONTENT[:50_000])
    sums.drop(row(address).uuid)
    tus.patch(address, 50_000, CONTENT[50_000:])
    assert row(address).sha256 == hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("name", ["sha256", "sha1", "md5"])
def test_a_part_with_its_checksum(tus, name):
    address = tus.begin()
    good = f"{name} {b64(hashlib.new(name, CONTENT[:500]).digest())}"
    assert tus.patch(address, 0, CONTENT[:500], **{"Upload-Checksum": good}).status_code == 204
    bad = tus.patch(address, 500, CONTENT[500:1000], **{"Upload-Checksum": good})
    assert (bad.status_code, bad.reason_phrase) == (460, "Checksum Mismatch")
    assert tus.head(address)["Upload-Offset"] == "500"
    tus.patch(address, 500, CONTENT[500:])
    assert row(address).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_an_unproven_part_does_not_survive_a_crash(tus):
    """What kill -9 leaves of a part with a checksum: bytes on disk, and the mark where they begin."""
    address = tus.begin()
    tus.patch(address, 0, CONTENT[:500])
    part = parts.Part(row(address).uuid)
    part.path.with_suffix(".unproven").write_text("500")
    with part.path.open("ab") as file:
        file.write(b"damaged")
    assert tus.head(address)["Upload-Offset"] == "500"
    tus.patch(address, 500, CONTENT[500:])
    assert row(address).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_crash_after_the_last_byte_is_mended_by_asking(tus):
    address = tus.begin()
    part = parts.Part(row(address).uuid)
    part.path.write_bytes(CONTENT)
    assert tus.head(address)["Upload-Offset"] == "100000"
    assert row(address).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_crash_between_moving_and_writing_is_mended_by_asking(tus):
    address = tus.begin()
    file = row(address)
    os.makedirs(os.path.dirname(private_storage().path(file.key)))
    parts.Part(file.uuid).path.write_bytes(CONTENT)
    os.rename(parts.Part(file.uuid).path, private_storage().path(file.key))
    assert tus.head(address)["Upload-Offset"] == "100000"
    assert (row(address).state, row(address).sha256) == (FileState.READY, hashlib.sha256(CONTENT).hexdigest())


def test_giving_up(tus):
    address = tus.begin()
    tus.patch(address, 0, CONTENT[:500])
    assert tus.delete(address).status_code == 204
    assert tus.head(address).status_code == 404
    assert not StoredFile.objects.exists()
    assert list(parts.folder().iterdir()) == []


def test_nobody_finished_in_time(tus):
    address = tus.begin()
    StoredFile.objects.update(expires=timezone.now() - timedelta(seconds=1))
    call_command("tidy_files", verbosity=0)
    assert tus.head(address).status_code == 404
    assert list(parts.folder().iterdir()) == []


def test_post_may_stand_for_patch(tus):
    address = tus.begin()
    response = tus.client.post(
        address,
        CONTENT,
        content_type=PART,
        headers=VERSION | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"},
    )
    assert response.status_code == 204


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(0, 3000), max_size=8),
    lost=st.sets(st.integers(0, 8)),
    seed=st.binary(min_size=1, max_size=9),
)
def test_any_way_of_cutting_gives_the_same_file(tus, cuts, lost, seed):
    content = (seed * 3000)[:3000]
    address = tus.begin(length=3000)
    edges = sorted({0, 3000, *cuts})
    for place, (first, last) in enumerate(pairwise(edges)):
        if place in lost:
            sums.drop(row(address).uuid)
        assert tus.patch(address, first, content[first:last]).status_code == 204
    assert row(address).sha256 == hashlib.sha256(content).hexdigest()
    StoredFile.objects.all().delete()


# --- breaking them -----------------------------------------------------------------------------------------


def test_strangers_are_sent_away(tus, bela, db):
    address = tus.begin()
    for other, status in ((Tus(), 401), (Tus(bela), 404)):
        assert other.head(address).status_code == status
        assert other.patch(address, 0, b"x").status_code == status
        assert other.delete(address).status_code == status
    assert Tus().create().status_code == 401
    assert tus.head(address)["Upload-Offset"] == "0"


def test_other_sites_cannot_write(anna):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)
    headers = VERSION | {"Upload-Length": "5", "Upload-Metadata": f"filename {b64('a')}"}
    assert strict.post(reverse("uploads"), headers=headers).status_code == 403
    assert not StoredFile.objects.exists()


def test_no_method_is_smuggled_in_by_get(tus):
    address = tus.begin()
    for method in ("GET", "HEAD", "OPTIONS"):
        tus.client.generic(method, address, headers=VERSION | {"X-HTTP-Method-Override": "DELETE"})
    assert tus.head(address).status_code == 200


@pytest.mark.parametrize("version", [None, "", "0.2.2", "1.0.1", "2"])
def test_other_versions(tus, version):
    headers = {"Tus-Resumable": version}
    refused = tus.create(**headers)
    assert (refused.status_code, refused["Tus-Version"]) == (412, "1.0.0")
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status", "words"),
    [
        ({"Upload-Length": None}, 400, "Upload-Length"),
        ({"Upload-Length": "-1"}, 400, "Upload-Length"),
        ({"Upload-Length": "1.5"}, 400, "Upload-Length"),
        ({"Upload-Length": "9" * 30}, 400, "Upload-Length"),
        ({"Upload-Length": "0"}, 400, "empty"),
        ({"Upload-Length": "1000001"}, 413, "at most 1 MB"),
        ({"Upload-Length": None, "Upload-Defer-Length": "1"}, 400, "has to be known"),
        ({"Upload-Metadata": ""}, 400, "no name"),
        ({"Upload-Metadata": None}, 400, "no name"),
        ({"Upload-Metadata": "filename %%%"}, 400, "base64"),
        ({"Upload-Metadata": f"filename {b64(bytes([255]))}"}, 400, "UTF-8"),
        ({"Upload-Metadata": f"filename {b64('../../x')}"}, 400, "path"),
        ({"Upload-Metadata": f"filename {b64('a' + chr(0x202E) + 'b')}"}, 400, "invisible"),
        ({"Upload-Metadata": f"filename {b64('x' * 300)}"}, 400, "300"),
        ({"Upload-Metadata": f"filename {b64('a')},purpose {b64('deliverable')}"}, 403, "may not"),
    ],
)
def test_announcements_that_are_refused(tus, headers, status, words):
    response = tus.create(**headers)
    assert response.status_code == status
    assert words in response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not StoredFile.objects.exists()
    assert list(parts.folder().iterdir()) == []


def test_announced_uploads_take_space_too(tus):
    tus.begin(length=900_000)
    refused = tus.create(length=100_001)
    assert refused.status_code == 413
    assert "100 kB of your space" in refused.content.decode()


@pytest.mark.parametrize(
    ("offset", "headers", "kind", "status"),
    [
        ("1", {}, PART, 409),
        ("99", {}, PART, 409),
        ("-1", {}, PART, 400),
        ("x", {}, PART, 400),
        (None, {}, PART, 400),
        ("0", {}, "application/octet-stream", 415),
        ("0", {}, "multipart/form-data", 415),
        ("0", {"Tus-Resumable": None}, PART, 412),
        ("0", {"Upload-Checksum": "crc32 AAAA"}, PART, 400),
        ("0", {"Upload-Checksum": "sha1 AAAA"}, PART, 400),
    ],
)
def test_parts_that_are_refused(tus, offset, headers, kind, status):
    address = tus.begin()
    headers = {"Upload-Offset": offset} | headers
    assert tus.patch(address, 0, b"words", kind=kind, **headers).status_code == status
    assert tus.head(address)["Upload-Offset"] == "0"


def test_more_than_was_announced(tus):
    address = tus.begin(length=10)
    assert tus.patch(address, 0, b"x" * 11).status_code == 413
    assert tus.head(address)["Upload-Offset"] == "0"
    assert tus.patch(address, 0, b"x" * 10).status_code == 204
    assert tus.patch(address, 10, b"x").status_code == 413
    assert tus.patch(address, 5, b"x").status_code == 409
    assert row(address).sha256 == hashlib.sha256(b"x" * 10).hexdigest()


def test_a_body_that_breaks_off_keeps_what_arrived(tus, anna):
    from portal.files import services

    file = row(tus.begin(length=1000))
    arrived = services.append(user=anna, file=file, offset=0, stream=io.BytesIO(b"x" * 300), length=1000)
    assert arrived == 300
    assert tus.head(reverse("upload", args=[file.uuid]))["Upload-Offset"] == "300"


def test_a_finished_upload_is_not_given_up(tus):
    address = tus.begin(length=1)
    tus.patch(address, 0, b"x")
    assert tus.delete(address).status_code == 403
    assert row(address).state == FileState.READY


def test_two_writers_to_one_upload(tus):
    address = tus.begin()
    with parts.Part(row(address).uuid).turn() as first:
        first.append(CONTENT[:100])
        assert tus.patch(address, 100, CONTENT[100:]).status_code == 423
        assert tus.head(address).status_code == 423
        assert tus.delete(address).status_code == 423
    assert tus.patch(address, 100, CONTENT[100:]).status_code == 204
    assert row(address).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_writer_in_a_tunnel_loses_its_turn(tus):
    from portal.files.errors import Locked

    address = tus.begin()
    part = parts.Part(row(address).uuid)
    with part.turn() as first:
        first.append(CONTENT[:100])
        long_ago = time.time() - parts.STALLED - 1
        os.utime(part.path, (long_ago, long_ago))
        assert tus.patch(address, 100, CONTENT[100:500]).status_code == 204
        with pytest.raises(Locked):
            first.append(b"late words")
    assert tus.head(address)["Upload-Offset"] == "500"
    tus.patch(address, 500, CONTENT[500:])
    assert row(address).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_unknown_uploads_and_methods(tus):
    nowhere = reverse("upload", args=[uuid4()])
    assert tus.head(nowhere).status_code == 404
    assert tus.patch(nowhere, 0, b"x").status_code == 404
    assert tus.client.put(nowhere).status_code == 405
    refused = tus.client.get(reverse("uploads"))
    assert (refused.status_code, refused["Allow"]) == (405, "OPTIONS, POST")
