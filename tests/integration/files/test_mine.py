"""“My files” without script: list, upload, refusals, deletion; nobody else's, nothing kept by caches."""

import io
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts import personal_data
from portal.core.models import AuditEntry
from portal.files import services
from portal.files.models import StoredFile
from portal.files.services import store


@pytest.fixture
def mine(client, anna):
    """The page's address, with Anna signed in."""
    client.force_login(anna)
    return reverse("my_files")


def put(owner, name="notes.txt", content=b"words", purpose="personal"):
    return store(stream=io.BytesIO(content), name=name, owner=owner, purpose=purpose)


def send(client, mine, name="notes.txt", content=b"words"):
    return client.post(mine, {"file": SimpleUploadedFile(name, content)})


def test_strangers_sign_in_first(client, db):
    for address in (reverse("my_files"), reverse("my_file_delete", args=[UUID(int=0)])):
        response = client.get(address)
        assert response.status_code == 302
        assert "next=" in response["Location"]


def test_an_empty_place_teaches(client, mine):
    response = client.get(mine)
    assert response.status_code == 200
    assert "No file yet" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_a_plain_form_stores(client, mine, anna):
    response = send(client, mine, "Jegyzőkönyv.txt")
    assert (response.status_code, response["Location"]) == (302, mine)
    text = client.get(mine).content.decode()
    assert "The file “Jegyzőkönyv.txt” is stored." in text
    file = StoredFile.objects.get()
    assert (file.owner, file.name, file.size) == (anna, "Jegyzőkönyv.txt", 5)
    assert reverse("files:download", args=[file.uuid]) in text
    assert AuditEntry.objects.get(action="file.stored").actor == anna
    assert "Jegyz" not in str(AuditEntry.objects.values_list("target_label", "data"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "The file is empty"),
        ("x" * 240 + ".txt", b"x", "at most 200"),
        ("large.bin", b"x" * 1_000_001, "at most 1 MB"),
    ],
)
def test_refusals_say_why(client, mine, name, content, words):
    response = send(client, mine, name, content)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert 'href="#id_file"' in text
    assert not StoredFile.objects.exists()


def test_django_takes_invisible_characters_and_folders_out_of_forms(client, mine):
    assert send(client, mine, "a\u202eb.txt").status_code == 302
    assert StoredFile.objects.get().name == "ab.txt"


def test_no_file_chosen(client, mine):
    response = client.post(mine, {})
    assert response.status_code == 422
    assert "Choose a file first." in response.content.decode()


def test_what_is_far_too_long_is_not_even_read(client, mine):
    response = client.post(mine, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="9000000000")
    assert response.status_code == 413
    assert "one file may have at most 1 MB" in response.content.decode()


def test_other_sites_cannot_send(anna, mine):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)
    assert strict.get(mine).status_code == 200
    assert send(strict, mine).status_code == 403
    assert not StoredFile.objects.exists()


def test_others_files_are_not_there(client, mine, anna, bela):
    own, other, room = put(anna, "own.txt"), put(bela, "other.txt"), put(anna, "room.txt", purpose="deliverable")
    text = client.get(mine).content.decode()
    assert own.name in text
    assert other.name not in text
    assert room.name not in text
    for file in (other, room):
        address = reverse("my_file_delete", args=[file.uuid])
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert StoredFile.objects.count() == 3


def test_deletion_asks_first(client, mine, anna):
    file = put(anna)
    address = reverse("my_file_delete", args=[file.uuid])
    assert "cannot be undone" in client.get(address).content.decode()
    assert StoredFile.objects.exists()
    assert client.post(address)["Location"] == mine
    assert not StoredFile.objects.exists()
    assert AuditEntry.objects.filter(action="file.removed", actor=anna).count() == 1


def test_an_upload_on_its_way_is_shown_and_given_up(client, mine, anna):
    file = services.begin(user=anna, name="film.mp4", size=1000, purpose="personal")
    services.append(user=anna, file=file, offset=0, stream=io.BytesIO(b"x" * 420), length=420)
    text = client.get(mine).content.decode()
    assert "420 B of 1 kB arrived" in text
    assert 'value="42"' in text
    assert "1 kB of 1 MB used" in text
    assert client.post(reverse("my_file_delete", args=[file.uuid]))["Location"] == mine
    assert not StoredFile.objects.exists()


def test_a_long_list_costs_no_more(client, mine, anna, queries):
    put(anna, "a.txt")
    client.get(mine)
    with queries() as few:
        client.get(mine)
    for number in range(40):
        put(anna, f"{number}.txt")
    with queries() as many:
        text = client.get(mine).content.decode()
    assert len(many) == len(few) <= 14
    assert text.count("/delete/") == 25


def test_names_are_text_never_markup(client, mine, anna):
    put(anna, "<img src=x onerror=alert(1)>.txt")
    text = client.get(mine).content.decode()
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text


def test_export_and_erasure(anna, bela, django_capture_on_commit_callbacks):
    put(anna, "own.txt", b"mine")
    put(anna, "room.txt", b"given", purpose="deliverable")
    put(bela, "other.txt")
    part = next(part for part in personal_data.parts() if part.name == "files")
    exported = dict(part.export(anna))
    listed = exported.pop("files/files.json")
    assert [(row["name"], row["purpose"]) for row in listed] == [("own.txt", "personal"), ("room.txt", "deliverable")]
    [(place, path)] = exported.items()
    assert place.endswith("-own.txt")
    assert path.read_bytes() == b"mine"
    with django_capture_on_commit_callbacks(execute=True):
        part.erase(anna)
    assert sorted(StoredFile.objects.values_list("name", flat=True)) == ["other.txt", "room.txt"]
    assert not path.exists()
