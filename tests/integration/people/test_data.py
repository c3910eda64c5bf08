"""A copy of one's data, and the end of an account with its week of grace."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.accounts import personal_data
from portal.accounts.models import Membership, User
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from portal.files.models import StoredFile
from portal.people.models import AccountDeletion, DataExport
from portal.people.services import deletion, export
from tests.factories import member, organisation
from tests.integration.people.conftest import PASSWORD, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch):
    """Rooms of this test alone."""
    monkeypatch.setattr(personal_data, "_parts", dict(personal_data._parts))


@pytest.fixture
def anna(site, account):
    return account("anna@ls4vet.example", "learner", language="hu", display_name="Kis Anna")


def proved(person) -> Client:
    """Signed in, and has just shown who it is."""
    client = Client()
    client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def archive_of(client, wish) -> zipfile.ZipFile:
    answer = client.get(f"/private/{wish.file.uuid}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_the_copy_holds_what_every_room_knows(anna, parts, committed):
    member(anna, organisation("its"), "partner_lead")
    personal_data.register(
        "course",
        export=lambda user: [("course/progress.json", {"units": 3}), ("../up.txt", b"one"), ("/up.txt", b"two")],
        erase=lambda user: None,
    )
    client = proved(anna)
    with committed():
        assert client.post("/en/account/data/copy/").url == "/en/account/data/"
    wish = DataExport.objects.get()
    assert wish.state == "ready"
    archive = archive_of(client, wish)
    assert archive.testzip() is None
    names = set(archive.namelist())
    assert {"account/profile.json", "account/roles.json", "course/progress.json", "up.txt", "up-2.txt"} <= names
    assert json.loads(archive.read("account/profile.json"))["email"] == "anna@ls4vet.example"
    roles = json.loads(archive.read("account/roles.json"))
    assert roles["site"] == ["learner"]
    assert roles["organisations"][0]["role"] == "partner_lead"
    assert archive.read("up-2.txt") == b"two"
    assert mail.outbox[-1].to == ["anna@ls4vet.example"]


def test_the_copy_holds_no_secrets(anna):
    with_app(anna)
    wish = export.make(export.ask(user=anna))
    matter = b"".join(archive_of(proved_with_app(anna), wish).open(name).read() for name in _names(wish))
    assert b"JBSWY3DP" not in matter
    assert anna.password.encode() not in matter


def _names(wish) -> list[str]:
    return zipfile.ZipFile(BytesIO(_bytes(wish))).namelist()


def _bytes(wish) -> bytes:
    from portal.files.storage import private_storage

    return private_storage().open(wish.file.key).read()


def proved_with_app(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_copy_is_only_for_its_person(anna, account, inside):
    wish = export.make(export.ask(user=anna))
    address = f"/private/{wish.file.uuid}/"
    assert inside(anna).get(address).status_code == 200
    for other in (account("", "administrator"), account()):
        assert inside(other).get(address, follow=True).status_code == 404
    assert Client().get(address, follow=True).status_code in (200, 404)  # 200: the way in
    assert "zip" not in Client().get(address, follow=True)["Content-Type"]
    DataExport.objects.update(expires_at=timezone.now())
    assert inside(anna).get(address, follow=True).status_code == 404


def test_an_open_browser_is_not_enough(anna, inside):
    answer = inside(anna).post("/en/account/data/copy/")
    assert answer.url.startswith("/en/account/reauthenticate/")
    assert not DataExport.objects.exists()
    assert inside(anna).post("/en/account/data/delete/").url.startswith("/en/account/reauthenticate/")
    assert not AccountDeletion.objects.exists()


def test_one_copy_at_a_time(anna):
    export.ask(user=anna)
    with pytest.raises(DomainError, match="already"):
        export.ask(user=anna)
    DataExport.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    export.ask(user=anna)
    assert DataExport.objects.count() == 2


def test_a_room_that_fails_leaves_no_half_copy(anna, parts):
    def fail(user):
        yield "a.txt", b"begun"
        raise RuntimeError("room")

    personal_data.register("room", export=fail, erase=lambda user: None)
    wish = export.ask(user=anna)
    with pytest.raises(RuntimeError):
        export.make(wish)
    wish.refresh_from_db()
    assert (wish.state, wish.file) == ("failed", None)
    assert not StoredFile.objects.exists()


def test_copies_go_after_a_week(anna):
    wish = export.make(export.ask(user=anna))
    assert export.tidy(now=timezone.now() + timedelta(days=6)) == 0
    assert export.tidy(now=wish.expires_at) == 1
    assert not StoredFile.objects.exists()


def test_an_account_ends_after_a_week_and_not_before(anna, committed, inside):
    client = proved(anna)
    with committed():
        client.post("/en/account/data/delete/", {})
    assert "törl" in mail.outbox[-1].subject.lower() or mail.outbox[-1].subject
    due = AccountDeletion.objects.get().due_at
    assert timedelta(days=6, hours=23) < due - timezone.now() <= timedelta(days=7)
    assert deletion.erase_due(now=due - timedelta(minutes=1)) == 0
    assert User.objects.get(pk=anna.pk).email == "anna@ls4vet.example"
    assert client.get("/en/account/").status_code == 200, "until then everything works"
    assert deletion.erase_due(now=due) == 1
    gone = User.objects.get(pk=anna.pk)
    assert gone.email.endswith("@deleted.invalid")
    assert (gone.is_active, gone.display_name, gone.has_usable_password()) == (False, "", False)
    assert str(gone) == "Former member"
    assert client.get("/en/account/").status_code == 302, "signed out"
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not UserSession.objects.filter(user=gone).exists()
    assert not Client().post("/en/account/login/", {"login": anna.email, "password": PASSWORD}).wsgi_request.user.pk


def test_it_can_be_taken_back(anna, committed):
    client = proved(anna)
    client.post("/en/account/data/delete/", {})
    page = client.get("/en/account/data/").content.decode()
    assert 'action="/en/account/data/keep/"' in page
    client.post("/en/account/data/keep/")
    assert not AccountDeletion.objects.exists()
    assert deletion.erase_due(now=timezone.now() + timedelta(days=30)) == 0
    assert not deletion.take_back(user=anna), "nothing left to take back"


def test_what_goes_and_what_stays(anna, parts, account):
    told = []
    personal_data.register("course", export=lambda user: [], erase=lambda user: told.append(user.email))
    member(anna, organisation("its"))
    entry = record(actor=anna, action="work.done", target=anna)
    deletion.ask(user=anna, keep_name=True)
    AccountDeletion.objects.update(due_at=timezone.now())
    call_command("tidy_people", verbosity=0)
    gone = User.objects.get(pk=anna.pk)
    assert told == ["anna@ls4vet.example"], "rooms are asked while the person is still known"
    assert str(gone) == "Kis Anna", "agreed to"
    assert not gone.groups.exists()
    assert not Membership.objects.exists()
    assert AuditEntry.objects.get(pk=entry.pk).actor == gone
    assert "anna" not in str(list(AuditEntry.objects.values())).lower()


def test_the_address_is_free_again(anna, account):
    deletion.ask(user=anna)
    deletion.erase_due(now=timezone.now() + timedelta(days=8))
    assert account("anna@ls4vet.example").pk != anna.pk


def test_the_last_administrator_stays(account, anna):
    chief = account("", "administrator")
    with pytest.raises(DomainError, match="only administrator"):
        deletion.ask(user=chief)
    deputy = account("", "administrator")
    deletion.ask(user=chief)
    with pytest.raises(NotAllowed):
        deletion.erase(user=anna, person=deputy)
    deletion.erase(user=chief, person=anna)
    assert User.objects.get(pk=anna.pk).erased_at
    assert AuditEntry.objects.get(action="account.erased").actor == chief


def test_a_room_that_fails_keeps_that_account_only(anna, parts, account):
    def fail(user):
        if user == anna:
            raise RuntimeError("room")

    personal_data.register("zz-room", export=lambda user: [], erase=fail)
    other = account()
    for person in (anna, other):
        deletion.ask(user=person)
    assert deletion.erase_due(now=timezone.now() + timedelta(days=8)) == 1
    assert User.objects.get(pk=anna.pk).email == "anna@ls4vet.example", "all or nothing; tried again in an hour"
    assert AccountDeletion.objects.filter(user=anna).exists()
    assert User.objects.get(pk=other.pk).erased_at
