"""Invitations: sent to lists, looked at first, sent again, withdrawn, too old, stolen, used."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Membership, User
from portal.accounts.permissions import has_role, site_roles
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from portal.people.errors import InvitationGone, InvitationUnknown, NotForYou
from portal.people.models import Invitation
from portal.people.pasted import read
from portal.people.services import invitations
from portal.people.services.invitations import Offer
from tests.factories import organisation
from tests.integration.people.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LIST = """Kis Anna <anna@ls4vet.example>
broken@
ANNA@ls4vet.example
berta@ls4vet.example
waiting@ls4vet.example
known@ls4vet.example"""


@pytest.fixture
def chief(site, account):
    return account("chief@ls4vet.example", "administrator", display_name="Nagy Éva")


@pytest.fixture
def token(committed):
    """Invite, and take the secret from the mailed link."""

    def invite(user, email="anna@ls4vet.example", offer=None):
        with committed():
            invitations.invite(user=user, email=email, offer=offer or Offer("en", ["learner"]))
        return re.search(r"/invitation/([^/\s]+)/", mail.outbox[-1].body).group(1)

    return invite


def page_of(token, client=None, **data):
    client = client or Client()
    address = f"/en/account/invitation/{token}/"
    return client.post(address, data) if data else client.get(address)


@pytest.mark.parametrize(("language", "start"), [("en", "/en/"), ("hu", "/hu/"), ("de", "/de/"), ("nl", "/nl/")])
def test_the_mail_is_in_the_language_of_the_invitation(chief, committed, language, start):
    with committed():
        invitations.invite(user=chief, email="anna@ls4vet.example", offer=Offer(language, ["learner"]))
    letter = mail.outbox[-1]
    assert letter.to == ["anna@ls4vet.example"]
    assert "Nagy Éva" in letter.subject
    assert f"{start}account/invitation/" in letter.body


def test_the_link_itself_is_not_kept(chief, token):
    secret = token(chief)
    row = Invitation.objects.get()
    assert secret not in str(vars(row))
    assert secret not in str(list(AuditEntry.objects.values()))


def test_a_stranger_joins(chief, token):
    its = organisation("its")
    secret = token(chief, offer=Offer("hu", ["learner", "translator_hu"], its, "partner_lead"))
    client = Client()
    shown = page_of(secret, client)
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "private, no-store"
    assert "Partner lead" in shown.content.decode()
    assert not User.objects.filter(email="anna@ls4vet.example").exists(), "opening changes nothing"
    answer = page_of(secret, client, display_name="Kis Anna", password=PASSWORD)
    assert answer.status_code == 302
    anna = User.objects.get(email="anna@ls4vet.example")
    assert answer.wsgi_request.user == anna
    assert site_roles(anna) == {"learner", "translator_hu"}
    assert has_role(anna, "partner_lead", its)
    assert Client().post("/en/account/login/", {"login": anna.email, "password": PASSWORD}).status_code == 302
    actions = [entry.action for entry in AuditEntry.objects.all().about(Invitation.objects.get())]
    assert actions == ["invitation.accepted", "invitation.sent"]
    given = AuditEntry.objects.get(action="role.given")
    assert (given.actor, given.data["roles"]) == (chief, ["learner", "translator_hu"])


def test_a_link_works_once(chief, token):
    secret = token(chief)
    page_of(secret, display_name="Kis Anna", password=PASSWORD)
    again = page_of(secret)
    assert again.status_code == 410
    assert "accepted already" in again.content.decode()
    assert page_of(secret, display_name="Thief", password=PASSWORD).status_code == 410
    assert User.objects.filter(email="anna@ls4vet.example").count() == 1


def test_a_weak_password_is_refused_and_nothing_is_made(chief, token):
    secret = token(chief)
    page = page_of(secret, display_name="Kis Anna", password="short")
    assert page.status_code == 200
    assert 'href="#id_password"' in page.content.decode()
    assert not User.objects.filter(email="anna@ls4vet.example").exists()


def test_somebody_with_an_account_signs_in_first(chief, token, account, inside):
    anna, secret = account("Anna@ls4vet.example"), token(chief)
    shown = page_of(secret)
    assert 'name="password"' not in shown.content.decode(), "nobody sets a password for an account that exists"
    assert page_of(secret, display_name="X", password=PASSWORD).status_code == 200
    assert site_roles(anna) == frozenset()
    answer = inside(anna).post(f"/en/account/invitation/{secret}/")
    assert answer.status_code == 302
    assert site_roles(type(anna).objects.get(pk=anna.pk)) == {"learner"}


def test_a_stolen_link_gives_nothing_to_somebody_else(chief, token, account, inside):
    thief, secret = account("thief@ls4vet.example"), token(chief)
    client = inside(thief)
    for answer in (page_of(secret, client), client.post(f"/en/account/invitation/{secret}/")):
        assert answer.status_code == 403
        assert "anna@" not in answer.content.decode(), "the address is not told"
    assert site_roles(thief) == frozenset()
    with pytest.raises(NotForYou):
        invitations.accept(user=thief, token=secret)
    assert Invitation.objects.get().state == "sent"


@pytest.mark.parametrize("language", ["en", "hu", "de", "nl"])
@pytest.mark.parametrize(("what", "status"), [("unknown", 404), ("old", 410), ("withdrawn", 410), ("replaced", 404)])
def test_links_that_do_not_open_say_why(chief, token, language, what, status):
    secret = token(chief)
    invitation = Invitation.objects.get()
    match what:
        case "unknown":
            secret = "x" * 43
        case "old":
            Invitation.objects.update(expires_at=timezone.now())
        case "withdrawn":
            invitations.revoke(user=chief, invitation=invitation, why="typed wrong")
        case "replaced":
            invitations.resend(user=chief, invitation=invitation)
    answer = Client().get(f"/{language}/account/invitation/{secret}/")
    assert answer.status_code == status
    assert f'<html lang="{language}"' in answer.content.decode()
    assert "anna@" not in answer.content.decode()


def test_sent_again_the_new_link_works(chief, token, committed):
    token(chief)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=30))
    with committed():
        invitations.resend(user=chief, invitation=Invitation.objects.get())
    secret = re.search(r"/invitation/([^/\s]+)/", mail.outbox[-1].body).group(1)
    assert page_of(secret).status_code == 200
    assert Invitation.objects.get().expires_at > timezone.now() + timedelta(days=13)


def test_only_what_waits_is_sent_again_or_withdrawn(chief, token):
    secret = token(chief)
    page_of(secret, display_name="Kis Anna", password=PASSWORD)
    for deed in (invitations.resend, invitations.revoke):
        with pytest.raises(DomainError, match="waits"):
            deed(user=chief, invitation=Invitation.objects.get())


def test_one_open_invitation_for_an_address(chief, token):
    token(chief)
    with pytest.raises(DomainError, match="open already"):
        invitations.invite(user=chief, email="ANNA@ls4vet.example", offer=Offer("en"))
    row = Invitation.objects.get()
    row.pk, row.key, row.email = None, "other", "Anna@ls4vet.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    Invitation.objects.update(expires_at=timezone.now())
    invitations.invite(user=chief, email="ANNA@ls4vet.example", offer=Offer("en"))
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["revoked", "sent"]


@pytest.mark.parametrize("role", ["editor", "learner", "course_manager", "translator_de"])
def test_only_administrators_invite(chief, account, role, token):
    token(chief)
    person, invitation = account("", role), Invitation.objects.get()
    for deed in (
        lambda: invitations.invite(user=person, email="x@ls4vet.example", offer=Offer("en", ["administrator"])),
        lambda: invitations.invite_all(user=person, rows=read(LIST), offer=Offer("en")),
        lambda: invitations.resend(user=person, invitation=invitation),
        lambda: invitations.revoke(user=person, invitation=invitation),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert Invitation.objects.count() == 1


def test_offers_that_make_no_sense(chief):
    with pytest.raises(ValueError, match="boss"):
        Offer("en", ["boss"])
    with pytest.raises(DomainError, match="belong together"):
        Offer("en", [], None, "member")
    with pytest.raises(InvitationUnknown):
        invitations.find("")


# ------------------------------------------------------------------------------------------ the screens
def form(**values):
    return {"people": LIST, "language": "hu", "roles": ["learner"], "organisation": "", "membership": "", **values}


def verdicts(response):
    rows = response.context.get("report") or response.context["preview"]
    return [(verdict.row.number, verdict.kind) for verdict in rows]


def test_a_list_is_looked_at_first_then_sent_and_reported(chief, account, inside, committed):
    account("known@ls4vet.example")
    invitations.invite(user=chief, email="Waiting@ls4vet.example", offer=Offer("en"))
    client = inside(chief)
    preview = client.post("/admin/people/invitations/new/", form(look="1"))
    assert verdicts(preview) == [(1, "ok"), (2, "bad"), (3, "skipped"), (4, "ok"), (5, "skipped"), (6, "known")]
    assert Invitation.objects.count() == 1, "looking sends nothing"
    assert "the same as row 1" in preview.content.decode()
    mail.outbox.clear()
    with committed():
        report = client.post("/admin/people/invitations/new/", form(send="1"))
    assert verdicts(report) == [(1, "ok"), (2, "bad"), (3, "skipped"), (4, "ok"), (5, "skipped"), (6, "ok")]
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "anna@ls4vet.example",
        "berta@ls4vet.example",
        "known@ls4vet.example",
    ]
    assert Invitation.objects.get(email="anna@ls4vet.example").name == "Kis Anna"
    with committed():
        client.post("/admin/people/invitations/new/", form(send="1"))
    assert Invitation.objects.count() == 4, "sent twice, invited once"


@pytest.mark.parametrize(
    "wrong", [{"people": ""}, {"people": " \n"}, {"roles": ["boss"]}, {"membership": "member"}, {"language": "xx"}]
)
def test_a_form_that_is_wrong_sends_nothing(chief, inside, wrong):
    answer = inside(chief).post("/admin/people/invitations/new/", form(send="1", **wrong))
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_a_list_that_is_too_long_is_refused(chief, inside):
    people = "\n".join(f"p{number}@ls4vet.example" for number in range(501))
    page = inside(chief).post("/admin/people/invitations/new/", form(send="1", people=people)).content.decode()
    assert "501" in page
    assert not Invitation.objects.exists()


def test_the_list_of_invitations_does_not_ask_more_the_longer_it_is(chief, inside, queries):
    client = inside(chief)
    counts = []
    for number in (1, 20):
        for row in range(number):
            its = organisation()
            invitations.invite(user=chief, email=f"p{number}-{row}@x.example", offer=Offer("en", [], its, "member"))
        client.get("/admin/people/invitations/")
        with queries() as asked:
            client.get("/admin/people/invitations/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_buttons_of_the_list(chief, inside, token):
    secret, client = token(chief), inside(chief)
    pk = Invitation.objects.get().pk
    assert client.get(f"/admin/people/invitations/{pk}/revoke/").status_code == 405
    client.post(f"/admin/people/invitations/{pk}/resend/")
    assert page_of(secret).status_code == 404
    client.post(f"/admin/people/invitations/{pk}/revoke/")
    assert Invitation.objects.get().state == "revoked"
    assert "withdrawn" in client.get("/admin/people/invitations/?state=revoked").content.decode()


def test_accounts_gone_leave_no_address_in_invitations(chief, token, account):
    from portal.people.services import deletion

    secret = token(chief)
    page_of(secret, display_name="Kis Anna", password=PASSWORD)
    anna = User.objects.get(email="anna@ls4vet.example")
    deletion.erase(user=chief, person=anna)
    assert "anna" not in str(list(Invitation.objects.values())).lower()
    assert not Membership.objects.filter(user=anna).exists()


def test_gone_is_gone(chief, token):
    secret = token(chief)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(InvitationGone):
        invitations.join(token=secret, display_name="X", password=PASSWORD)
