"""The audit log, menus, and looking after accounts. Who may open what: tests/integration/roles."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.core.audit import record
from portal.core.models import AuditEntry
from portal.people.signals import trust_address
from portal.services import setup
from tests.factories import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(site, account, inside):
    """`as_role("editor")`: a browser."""
    setup.ensure()

    def browser(role):
        if role == "superuser":
            return inside(User.objects.create_superuser("super@ls4vet.example", "x"))
        return inside(account(f"{role}@ls4vet.example", role))

    return browser


@pytest.mark.parametrize(("role", "seen"), [("administrator", True), ("editor", False), ("translator_de", False)])
def test_the_menu_shows_what_one_may_open(as_role, role, seen):
    page = as_role(role).get("/admin/").content.decode()
    for name in ("people_invitations", "people_log"):
        assert (reverse(name) in page) == seen


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"work.begun", "work.done"}),
        ("?q=elte", {"work.done"}),
        ("?q=because", {"work.done"}),
        ("?q=begun", {"work.begun"}),
        ("?who=berta", {"work.done"}),
        ("?who=Kis", {"work.begun"}),
        ("?since=2999-01-01", set()),
        ("?until=2000-01-01", set()),
        ("?record=accounts.organisation:{pk}", {"work.done"}),
        ("?since=nonsense", {"work.begun", "work.done"}),
        ("?record=%27;drop", {"work.begun", "work.done"}),
        ("?p=99", {"work.begun", "work.done"}),
    ],
)
def test_the_log_is_searched(as_role, account, query, found):
    client = as_role("administrator")
    elte = organisation("elte2")
    record(actor=account("anna@ls4vet.example", display_name="Kis Anna"), action="work.begun")
    berta = account("berta@ls4vet.example", display_name="Nagy Berta")
    record(actor=berta, action="work.done", target=elte, why="Because")
    page = client.get("/admin/people/log/" + query.format(pk=elte.pk)).content.decode()
    assert {action for action in ("work.begun", "work.done") if f">{action}</td>" in page} == found


def test_the_log_asks_no_more_the_longer_it_is(as_role, account, queries):
    client, counts = as_role("administrator"), []
    for number in (2, 60):
        for _entry in range(number):
            record(actor=account(), action="work.done", target=organisation())
        client.get("/admin/people/log/")
        with queries() as asked:
            client.get("/admin/people/log/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_changed_role_stands_in_the_log(as_role, account):
    client, anna = as_role("superuser"), account("anna@ls4vet.example")
    from django.contrib.auth.models import Group

    editors = Group.objects.get(name="Editors")
    sent = {"email": "new@ls4vet.example", "display_name": "Anna", "is_active": "on", "groups": [editors.pk]}
    assert client.post(reverse("wagtailusers_users:edit", args=[anna.pk]), sent).status_code == 302
    entry = AuditEntry.objects.get(action="account.edited")
    assert entry.data == {"groups": ["Editors"], "superuser": False}
    assert Client().post("/en/account/login/", {"login": "new@ls4vet.example", "password": "three-tired-teachers"}).url


def test_deleting_in_the_admin_empties_and_keeps_the_log(as_role, account):
    client, anna = as_role("superuser"), account("anna@ls4vet.example")
    record(actor=anna, action="work.done")
    assert client.post(reverse("wagtailusers_users:delete", args=[anna.pk])).status_code == 302
    anna.refresh_from_db()
    assert anna.erased_at
    assert AuditEntry.objects.get(action="work.done").actor == anna
    assert "anna@" not in client.get(reverse("wagtailusers_users:index")).content.decode()


def test_history_reads_well(as_role, account):
    from django.template import Context, Template

    anna, elte = account("anna@ls4vet.example", display_name="Kis Anna"), organisation("elte2")
    record(actor=anna, action="invitation.sent", target=elte, why="<b>New</b>")
    record(actor=None, action="work.done", target=elte)
    text = Template("{% load history %}{% history record %}").render(Context({"record": elte}))
    assert "Kis Anna sent an invitation" in text
    assert "the site itself work.done" in text
    assert "<b>New</b>" not in text


def test_superusers_made_on_the_command_line_need_no_mail(db):
    chief = User.objects.create_superuser("ops@ls4vet.example", "three-tired-teachers")
    answer = Client().post("/en/account/login/", {"login": chief.email, "password": "three-tired-teachers"})
    assert answer.url == "/admin/"
    trust_address(chief)
    assert chief.emailaddress_set.count() == 1
