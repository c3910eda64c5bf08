"""The one door: who gets the file, in which dress, and which part of it."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse

from portal.files.choices import FileState
from portal.files.services import store
from portal.files.storage import private_storage

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def file(anna):
    """Half a megabyte of Anna's."""
    return store(stream=io.BytesIO(CONTENT), name="Jegyzőkönyv “4”.bin", owner=anna, purpose="personal")


@pytest.fixture
def get(client, anna, file):
    """Ask for it as Anna."""
    client.force_login(anna)
    address = reverse("files:download", args=[file.uuid])
    return lambda follow=False, **headers: client.get(address, headers=headers, follow=follow)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_owner_gets_the_whole_file(get, file):
    response = get()
    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Length"] == "512000"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["ETag"] == f'"{file.sha256}"'
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"Jegyz_k_nyv_4_.bin\"; filename*=UTF-8''Jegyz%C5%91k%C3%B6nyv%20%E2%80%9C4%E2%80%9D.bin"
    )


def test_others_cannot_learn_that_it_exists(client, bela, file):
    address, nowhere = (reverse("files:download", args=[uuid]) for uuid in (file.uuid, uuid4()))
    for each in (address, nowhere):
        answer = client.get(each)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next={each}")
    client.force_login(bela)
    assert [client.get(each, follow=True).status_code for each in (address, nowhere)] == [404, 404]


@pytest.mark.parametrize("state", [FileState.ARRIVING, FileState.SCANNING, FileState.QUARANTINED])
def test_only_what_is_ready_leaves(get, file, state):
    file.state = state
    file.save()
    assert get(follow=True).status_code == 404


def test_only_reading_is_known(client, anna, file):
    client.force_login(anna)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(reverse("files:download", args=[file.uuid])).status_code == 405


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-0", 0, 0), ("bytes=-5", 511995, 511999), ("bytes=300000-", 300000, 511999)]
)
def test_a_part_of_it(get, asked, first, last):
    response = get(Range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/512000"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == CONTENT[first : last + 1]


def test_a_part_behind_the_end(get):
    response = get(Range="bytes=512000-")
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */512000"
    assert response["Cache-Control"] == "private, no-store"
    assert body(response) == b""


def test_several_parts_at_once_get_the_whole(get):
    response = get(Range="bytes=0-1,5-6")
    assert response.status_code == 200
    assert body(response) == CONTENT


def test_if_range(get, file):
    assert get(Range="bytes=0-1", **{"If-Range": f'"{file.sha256}"'}).status_code == 206
    assert get(Range="bytes=0-1", **{"If-Range": '"other"'}).status_code == 200
    assert get(Range="bytes=512000-", **{"If-Range": '"other"'}).status_code == 200


def test_head_has_the_same_headers(client, anna, file):
    client.force_login(anna)
    response = client.head(reverse("files:download", args=[file.uuid]))
    assert (response.status_code, response["Content-Length"], response.content) == (200, "512000", b"")


@pytest.mark.parametrize(
    ("content", "name", "inline"),
    [
        (b"words\n", "a.txt", True),
        (b"<html><script>alert(1)</script>", "a.txt", False),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png", False),
        (b"%PDF-1.7 /OpenAction /JS", "a.pdf", False),
    ],
)
def test_only_harmless_types_are_shown(client, anna, content, name, inline):
    file = store(stream=io.BytesIO(content), name=name, owner=anna, purpose="personal")
    client.force_login(anna)
    address = reverse("files:download", args=[file.uuid])
    assert client.get(address)["Content-Disposition"].startswith("attachment;")
    shown = client.get(address, {"show": ""})["Content-Disposition"]
    assert shown.startswith("inline;" if inline else "attachment;")


def test_nginx_hands_over(get, file, settings):
    settings.FILES_DELIVERY = "nginx"
    response = get()
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/protected/files/{file.key}"
    assert response["Content-Type"] == file.mime
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_bucket_signs_for_a_minute(get, file, monkeypatch):
    class Bucket:
        def url(self, name, parameters, expire):
            assert parameters["ResponseContentDisposition"].startswith("attachment;")
            return f"https://bucket.example/{name}?expires={expire}"

    monkeypatch.setattr("portal.files.delivery.private_storage", Bucket)
    response = get()
    assert response.status_code == 302
    assert response["Location"] == f"https://bucket.example/{file.key}?expires=60"
    assert response["Cache-Control"] == "private, no-store"


def test_a_file_missing_in_the_storage_is_not_found(get, file):
    private_storage().delete(file.key)
    assert get(follow=True).status_code == 404
