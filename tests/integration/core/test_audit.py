"""The audit log: what was done stays as it was written, and secrets never stand in it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import ProtectedError

from portal.core.audit import record
from portal.core.logs import request_id
from portal.core.models import AppendOnly, AuditEntry
from tests.factories import organisation, user

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_what_when_on_what_and_why():
    chief, partner = user("chief@ls4vet.example"), organisation("elte")
    token = request_id.set("abc-123-def")
    try:
        entry = record(actor=chief, action="organisation.renamed", target=partner, why="Merged", data={"from": "A"})
    finally:
        request_id.reset(token)
    stored = AuditEntry.objects.get()
    assert stored == entry
    assert (stored.actor, stored.action, stored.why, stored.data) == (
        chief,
        "organisation.renamed",
        "Merged",
        {"from": "A"},
    )
    assert (stored.target_model, stored.target_id) == ("accounts.organisation", str(partner.pk))
    assert stored.target_label == "elte en"
    assert stored.request_id == "abc-123-def"
    assert stored.at is not None


def test_the_history_of_a_record_is_its_own_newest_first():
    one, other = organisation("one"), organisation("other")
    for target, action in ((one, "it.made"), (other, "it.made"), (one, "it.changed")):
        record(actor=None, action=action, target=target)
    assert [entry.action for entry in AuditEntry.objects.all().about(one)] == ["it.changed", "it.made"]


def test_nobody_and_strangers_leave_the_actor_empty():
    assert record(actor=None, action="site.cleaned").actor is None
    assert record(actor=AnonymousUser(), action="site.cleaned").actor is None


def test_people_are_numbered_not_named():
    anna = user("anna@ls4vet.example", display_name="Anna Kis")
    entry = record(actor=anna, action="account.changed", target=anna)
    assert (entry.target_label, entry.target_id) == ("", str(anna.pk))
    assert "nna" not in str(entry)


@pytest.mark.parametrize("action", ["", "sent", "Invitation.sent", "invitation sent", "invitation.", ".sent"])
def test_an_action_is_dotted_words(action):
    with pytest.raises(ValueError, match="dotted words"):
        record(actor=None, action=action)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "data", [{"password": "x"}, {"a": {"reset_token": "x"}}, {"a": [{"Answers": [1]}]}, {"client_secret": 1}]
)
def test_secrets_and_answers_are_refused(data):
    with pytest.raises(ValueError, match="must not stand in the audit log"):
        record(actor=None, action="a.b", data=data)
    assert not AuditEntry.objects.exists()


def test_what_is_written_stays():
    entry = record(actor=None, action="a.b")
    entry.why = "other"
    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(why="other"),
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(why="other"),
        lambda: AuditEntry.objects.bulk_update([entry], ["why"]),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert AuditEntry.objects.get().why == ""


def test_the_actor_of_an_entry_cannot_be_deleted():
    anna = user()
    record(actor=anna, action="a.b")
    with pytest.raises(ProtectedError):
        anna.delete()


def test_an_entry_goes_with_the_change_it_tells_of():
    def change_and_fail():
        with transaction.atomic():
            record(actor=None, action="a.b")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert not AuditEntry.objects.exists()
