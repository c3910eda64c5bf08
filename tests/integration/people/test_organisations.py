"""Who looks after the people of an organisation: administrators everywhere, partner leads in their own, nobody else."""

import pytest
from django.core import mail
from django.test import Client

from portal.accounts.models import Membership
from portal.accounts.permissions import has_role, roles_to_give, site_roles
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from portal.people.models import Invitation
from portal.people.services import invitations, memberships
from portal.people.services.invitations import Offer
from tests.factories import member, organisation

pytestmark = pytest.mark.django_db

HOME = "/en/account/organisations/"


@pytest.fixture
def own(site):
    return organisation("its")


@pytest.fixture
def other(site):
    return organisation("htl")


@pytest.fixture
def lead(own, account):
    person = account("lead@ls4vet.example", display_name="Nagy Lea")
    member(person, own, "partner_lead")
    return person


@pytest.fixture
def chief(site, account):
    return account("chief@ls4vet.example", "administrator")


@pytest.fixture
def berta(own, account):
    """A member of the lead's own organisation."""
    person = account("berta@ls4vet.example", display_name="Kis Berta")
    member(person, own)
    return person


def roles_of(person, where):
    return set(person.memberships.filter(organisation=where).values_list("role", flat=True))


def last(action):
    return AuditEntry.objects.filter(action=action).first()


def test_who_may_give_what(own, other, lead, berta, chief, account):
    everything = {"member", "partner_lead", "quality_manager", "coordinator"}
    assert roles_to_give(chief, own) == everything
    assert roles_to_give(lead, own) == {"member", "partner_lead"}
    member(lead, own, "quality_manager")
    member(lead, own, "coordinator")
    assert roles_to_give(lead, own) == {"member", "partner_lead", "quality_manager"}, "never coordinator"
    assert roles_to_give(lead, other) == roles_to_give(berta, own) == roles_to_give(account(), own) == set()


def test_a_lead_gives_changes_and_takes_away(own, lead, berta, inside):
    client, page = inside(lead), f"{HOME}its/"
    assert client.get(HOME).url == page, "one organisation needs no list"
    shown = client.get(page).content.decode()
    assert "Kis Berta" in shown
    assert '<option value="coordinator"' not in shown
    assert client.post(f"{page}add/", {"email": "BERTA@ls4vet.example", "role": "partner_lead"}).url == page
    assert roles_of(berta, own) == {"member", "partner_lead"}
    assert last("membership.added").data == {"organisation": "its", "role": "partner_lead"}
    assert (last("membership.added").actor, last("membership.added").target_id) == (lead, str(berta.pk))
    row = berta.memberships.get(role="partner_lead")
    client.post(f"{page}members/{row.pk}/remove/")
    assert roles_of(berta, own) == {"member"}
    row = berta.memberships.get()
    client.post(f"{page}members/{row.pk}/role/", {"role": "partner_lead"})
    assert roles_of(berta, own) == {"partner_lead"}
    assert last("membership.changed").data == {"organisation": "its", "role": "partner_lead", "was": "member"}
    assert last("membership.removed").data == {"organisation": "its", "role": "partner_lead"}


def test_whoever_is_removed_loses_it_at_once(own, lead, berta, chief, inside):
    member(berta, own, "partner_lead")
    client = inside(berta)
    assert client.get(f"{HOME}its/").status_code == 200
    for row in berta.memberships.all():
        memberships.remove(user=chief, membership=row)
    assert client.get(f"{HOME}its/").status_code == 403
    assert client.get(HOME).status_code == 403
    assert not has_role(berta, "member", own)
    assert "its en" not in client.get("/en/account/").content.decode()


def test_with_the_lead_go_the_invitations_sent_as_lead(own, other, lead, chief):
    for where, sender in ((own, lead), (own, chief), (other, chief)):
        offer = Offer("en", (), where, "member")
        invitations.invite(user=sender, email=f"{where.key}-{sender.pk}@example.org", offer=offer)
    memberships.remove(user=chief, membership=lead.memberships.get())
    assert set(Invitation.objects.filter(state="revoked").values_list("invited_by", flat=True)) == {lead.pk}
    assert Invitation.objects.filter(state="sent").count() == 2


def test_nobody_comes_back_by_an_invitation_that_waits(own, lead, berta, chief):
    offer = Offer("en", (), own, "partner_lead")
    invitations.invite(user=chief, email="Berta@ls4vet.example", offer=offer)
    memberships.remove(user=lead, membership=berta.memberships.get())
    assert Invitation.objects.get().state == "revoked"


@pytest.mark.parametrize("role", ["coordinator", "quality_manager"])
def test_a_lead_gives_away_no_more_than_is_theirs(own, lead, berta, inside, role):
    client, page = inside(lead), f"{HOME}its/"
    row = berta.memberships.get()
    client.post(f"{page}add/", {"email": berta.email, "role": role})
    assert client.post(f"{page}members/{row.pk}/role/", {"role": role}).status_code == 403
    client.post(f"{page}invite/", {"people": "x@example.org", "language": "en", "membership": role, "send": "1"})
    assert roles_of(berta, own) == {"member"}
    assert not Invitation.objects.exists()
    for deed in (
        lambda: memberships.add(user=lead, organisation=own, email=berta.email, role=role),
        lambda: memberships.change(user=lead, membership=row, role=role),
        lambda: invitations.invite(user=lead, email="x@example.org", offer=Offer("en", (), own, role)),
    ):
        with pytest.raises(NotAllowed):
            deed()
    above = member(berta, own, role)
    with pytest.raises(NotAllowed):
        memberships.remove(user=lead, membership=above)
    with pytest.raises(NotAllowed):
        memberships.change(user=lead, membership=above, role="member")


def test_roles_of_the_site_are_not_a_leads_to_give(own, lead, inside, committed):
    sent = {"people": "x@example.org", "language": "en", "membership": "member", "send": "1"}
    with committed():
        inside(lead).post(f"{HOME}its/invite/", {**sent, "roles": ["administrator"], "organisation": "1"})
    invitation = Invitation.objects.get()
    assert (invitation.roles, invitation.organisation) == ([], own)
    person = invitations.join(
        token=mail.outbox[-1].body.split("/invitation/")[1].split("/")[0], display_name="X", password="three-tired-x"
    )
    assert site_roles(person) == frozenset()
    assert has_role(person, "member", own)
    with pytest.raises(NotAllowed):
        invitations.invite(user=lead, email="y@example.org", offer=Offer("en", ["learner"], own, "member"))
    with pytest.raises(NotAllowed):
        invitations.invite(user=lead, email="y@example.org", offer=Offer("en", ["learner"]))


def test_a_lead_stays_in_their_own_organisation(own, other, lead, account, inside):
    stranger = member(account("far@ls4vet.example"), other)
    theirs = Invitation.objects.create(
        email="z@example.org", language="en", organisation=other, membership="member",
        key="k", invited_by=stranger.user, expires_at="2099-01-01T00:00Z",
    )  # fmt: skip
    client = inside(lead)
    for place in ("", "invite/"):
        assert client.get(f"{HOME}htl/{place}").status_code == 403
    assert client.get(f"{HOME}nowhere/").status_code == 403, "no way to ask which exist"
    assert client.post(f"{HOME}htl/members/{stranger.pk}/remove/").status_code == 403
    assert client.post(f"{HOME}its/members/{stranger.pk}/remove/").status_code == 404
    assert client.post(f"{HOME}its/members/{stranger.pk}/role/", {"role": "member"}).status_code == 404
    assert client.post(f"{HOME}its/invitations/{theirs.pk}/revoke/").status_code == 404
    for deed in (invitations.revoke, invitations.resend):
        with pytest.raises(NotAllowed):
            deed(user=lead, invitation=theirs)
    assert Membership.objects.filter(pk=stranger.pk).exists()
    theirs.refresh_from_db()
    assert theirs.state == "sent"


def test_a_lead_cannot_find_out_who_has_an_account(own, lead, account, inside):
    account("far@ls4vet.example")
    client, answers = inside(lead), []
    for email in ("far@ls4vet.example", "nil@ls4vet.example"):
        pages = [client.post(f"{HOME}its/add/", {"email": email, "role": "member"})]
        sent = {"people": email, "language": "en", "membership": "member"}
        pages += [client.post(f"{HOME}its/invite/", {**sent, way: "1"}) for way in ("look", "send")]
        answers.append([strip(page, email) for page in pages])
        assert Invitation.objects.all().delete()[0] == 1
    assert answers[0] == answers[1]


def strip(page, email):
    import re

    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return page.status_code, text.replace(email, "")


def test_a_lead_invites_a_list_with_preview_and_report(own, lead, inside, committed):
    client, page = inside(lead), f"{HOME}its/invite/"
    sent = {"people": "Anna <anna@x.example>\nbroken@\nANNA@x.example", "language": "hu", "membership": "member"}
    shown = client.post(page, {**sent, "look": "1"}).content.decode()
    assert "the same as row 1" in shown
    assert not Invitation.objects.exists()
    with committed():
        report = client.post(page, {**sent, "send": "1"}).content.decode()
    assert "1 invitation was sent." in report
    assert mail.outbox[-1].to == ["anna@x.example"]
    invitation = Invitation.objects.get()
    assert (invitation.membership, invitation.organisation, invitation.language) == ("member", own, "hu")
    waiting = client.get(f"{HOME}its/").content.decode()
    assert f"/invitations/{invitation.pk}/revoke/" in waiting
    client.post(f"{HOME}its/invitations/{invitation.pk}/revoke/")
    assert Invitation.objects.get().state == "revoked"


def test_an_invitation_with_more_in_it_stays_the_administrators(own, lead, chief):
    offer = Offer("en", ["editor"], own, "member")
    invitation = invitations.invite(user=chief, email="x@example.org", offer=offer)
    for deed in (invitations.revoke, invitations.resend):
        with pytest.raises(NotAllowed):
            deed(user=lead, invitation=invitation)


def test_a_lead_cannot_end_their_own_lead(own, lead, chief, inside):
    row = lead.memberships.get()
    for person, offered in ((lead, False), (chief, True)):
        page = inside(person).get(f"{HOME}its/").content.decode()
        assert (f"/its/members/{row.pk}/remove/" in page) == offered
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        memberships.remove(user=lead, membership=lead.memberships.get())
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        memberships.change(user=lead, membership=lead.memberships.get(), role="member")
    memberships.remove(user=chief, membership=lead.memberships.get())
    assert roles_of(lead, own) == set()


def test_doubles_and_unknown_people_are_said(own, chief, berta, inside):
    for email, words in (("berta@ls4vet.example", "already"), ("nobody@example.org", "invitation")):
        with pytest.raises(DomainError, match=words):
            memberships.add(user=chief, organisation=own, email=email, role="member")
    second = member(berta, own, "quality_manager")
    with pytest.raises(DomainError, match="already"):
        memberships.change(user=chief, membership=second, role="member")
    assert roles_of(berta, own) == {"member", "quality_manager"}
    page = inside(chief).post(f"{HOME}its/add/", {"email": "nobody@example.org", "role": "member"})
    assert 'href="#id_email"' in page.content.decode()


def test_what_is_gone_already_is_said(own, chief, berta, inside):
    row = berta.memberships.get()
    row_again = berta.memberships.get()
    memberships.remove(user=chief, membership=row)
    with pytest.raises(DomainError, match="Somebody else"):
        memberships.remove(user=chief, membership=row_again)
    assert inside(chief).post(f"{HOME}its/members/{row_again.pk}/remove/").status_code == 404


def test_the_screen_asks_no_more_the_more_people_there_are(own, lead, account, inside, queries):
    client, counts = inside(lead), []
    for number in (1, 29):
        for _person in range(number):
            member(account(), own)
            offer = Offer("en", (), own, "member")
            invitations.invite(user=lead, email=f"i{_person}-{number}@example.org", offer=offer)
        client.get(f"{HOME}its/")
        with queries() as asked:
            page = client.get(f"{HOME}its/")
        counts.append(len(asked))
        assert page["Cache-Control"] == "private, no-store"
    assert counts[0] == counts[1] <= 25


def test_the_menu_shows_it_to_those_who_may_open_it(own, lead, berta, chief, inside):
    for person, seen in ((lead, True), (chief, True), (berta, False)):
        assert (f'href="{HOME}"' in inside(person).get("/en/account/").content.decode()) == seen


def test_administrators_see_all_organisations(own, other, chief, inside):
    page = inside(chief).get(HOME).content.decode()
    assert f'href="{HOME}its/"' in page
    assert f'href="{HOME}htl/"' in page
    assert inside(chief).get(f"{HOME}nowhere/").status_code == 404


def test_forged_forms_are_refused(own, lead, berta):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead)
    row = berta.memberships.get()
    assert client.post(f"{HOME}its/members/{row.pk}/remove/").status_code == 403
    assert roles_of(berta, own) == {"member"}
