"""The last seat goes to one person; the waiting list moves up in order; nobody stands twice."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts import personal_data
from portal.accounts.models import User
from portal.core import mail
from portal.mail.models import OutgoingMail
from portal.models import ContactMessage, EventPage, Registration, Subscriber
from portal.services import registration_data, registration_mails, registrations
from tests.factories import SmallSite, publish
from tests.integration.registration.conftest import NOW


def token_of(row: Registration) -> str:
    return registrations.manage_url(row).rstrip("/").rsplit("/", 1)[-1]


def seats() -> dict[str, int | None]:
    return {row.name: row.seat for row in Registration.objects.order_by("created", "pk")}


def test_two_get_seats_and_the_third_waits(come, committed):
    with committed():
        for name in ("anna", "berta", "csilla"):
            come(name)
    assert seats() == {"Anna": 1, "Berta": 2, "Csilla": None}
    assert [mail.template for mail in OutgoingMail.objects.order_by("pk")] == [
        "registration_confirmed",
        "registration_confirmed",
        "registration_waiting",
    ]
    assert len(outbox.outbox) == 3


def test_the_confirmation_brings_the_calendar_entry_in_the_readers_language(come, committed):
    with committed():
        row = come("anna", language="hu")
    [letter] = outbox.outbox
    assert "Nyitott óra" in letter.subject
    assert "/hu/registration/" in letter.body
    name, content, media_type = letter.attachments[0]
    text = content if isinstance(content, str) else content.decode()
    assert (name, media_type) == ("nyitott-ora.ics", "text/calendar")
    assert "SUMMARY:Nyitott óra" in text
    assert f"UID:{row.event}@localhost" in text.replace("\r\n ", "")


def test_the_database_refuses_a_seat_twice(come):
    first, second = come("anna"), come("berta")
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=second.pk).update(seat=first.seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=second.pk).update(seat=0)


@pytest.mark.parametrize("capacity", [2, 3])
def test_whoever_loses_the_race_for_a_seat_looks_again(come, meeting: EventPage, monkeypatch, capacity):
    """Both saw seat 2 free; the database gave it to the other one."""
    meeting.capacity = capacity
    come("anna"), come("berta")
    look, seen = registrations._free_seat, iter([2])
    monkeypatch.setattr(registrations, "_free_seat", lambda *args: next(seen, None) or look(*args))
    assert come("csilla").seat == (3 if capacity == 3 else None)
    assert Registration.objects.seated().count() == capacity


def test_without_a_limit_everybody_gets_a_seat(come, meeting: EventPage):
    meeting.capacity = None
    assert [come(name).seat for name in ("anna", "berta", "csilla")] == [1, 2, 3]
    assert registrations.seats_left(meeting) is None


def test_a_cancelled_seat_goes_to_the_next_in_line_with_a_mail(come, committed):
    rows = [come(name) for name in ("anna", "berta", "csilla", "dora")]
    assert [registrations.place_in_line(row) for row in rows] == [0, 0, 1, 2]
    with committed():
        registrations.cancel(token=token_of(rows[0]), now=NOW)
    assert seats() == {"Berta": 2, "Csilla": 1, "Dora": None}
    assert [(letter.to, "cancel" in letter.subject.lower()) for letter in outbox.outbox] == [
        (["anna@example.org"], True),
        (["csilla@example.org"], False),
    ]
    assert registrations.place_in_line(rows[3]) == 1


def test_cancelling_twice_or_from_the_waiting_list_moves_nobody(come):
    rows = [come(name) for name in ("anna", "berta", "csilla", "dora")]
    tokens = [token_of(row) for row in rows]
    registrations.cancel(token=tokens[2], now=NOW)
    registrations.cancel(token=tokens[2], now=NOW)
    assert seats() == {"Anna": 1, "Berta": 2, "Dora": None}


def test_a_used_cancel_link_does_not_cancel_a_later_registration(come):
    row = come("anna")
    token = token_of(row)
    registrations.cancel(token=token, now=NOW)
    Registration.objects.create(pk=row.pk, event=row.event, name="Other", email="other@example.org", language="en")
    registrations.cancel(token=token, now=NOW)
    assert seats() == {"Other": None}


def test_registering_twice_changes_nothing_and_tells_again_after_an_hour(come):
    come("anna")
    come("berta")
    again = come("ANNA", now=NOW + timedelta(minutes=59))
    assert (again.name, Registration.objects.count(), OutgoingMail.objects.count()) == ("Anna", 2, 2)
    come("anna", now=NOW + timedelta(minutes=61))
    come("anna", now=NOW + timedelta(minutes=62))
    assert (Registration.objects.count(), OutgoingMail.objects.count()) == (2, 3)


def test_raising_the_number_of_seats_moves_the_waiting_list_up(come, meeting: EventPage):
    for name in ("anna", "berta", "csilla", "dora"):
        come(name)
    meeting.capacity = 3
    publish(meeting)
    assert seats() == {"Anna": 1, "Berta": 2, "Csilla": 3, "Dora": None}


def test_a_translation_that_lags_behind_does_not_change_the_rules(come, meeting: EventPage, site: SmallSite):
    EventPage.objects.filter(translation_key=meeting.translation_key, locale__language_code="hu").update(capacity=99)
    pages = registrations.pages_of(meeting.translation_key)
    assert registrations.rules_of(pages).capacity == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"registration_open": False}, "cannot register"),
        ({"start": NOW - timedelta(minutes=1)}, "begun or is over"),
        ({"registration_closes": NOW}, "has ended"),
    ],
)
def test_a_closed_event_takes_nobody(come, meeting: EventPage, values, words):
    for name, value in values.items():
        setattr(meeting, name, value)
    with pytest.raises(registrations.RegistrationClosed, match=words):
        come("anna")
    assert not Registration.objects.exists()


def test_everybody_with_a_seat_is_reminded_once_the_day_before(come, meeting: EventPage):
    for name in ("anna", "berta", "csilla"):
        come(name)
    assert registration_mails.remind(NOW + timedelta(days=8, hours=23)) == 0
    assert registration_mails.remind(NOW + timedelta(days=9, minutes=1)) == 2
    assert registration_mails.remind(NOW + timedelta(days=9, hours=2)) == 0
    reminded = OutgoingMail.objects.filter(template="registration_reminder").values_list("to", flat=True)
    assert sorted(reminded) == ["anna@example.org", "berta@example.org"]


def test_a_person_may_switch_reminders_off(come, meeting: EventPage):
    user = User.objects.create_user("anna@example.org", mail_off=["event_reminder"])
    come("anna", user=user)
    registration_mails.remind(NOW + timedelta(days=9, minutes=1))
    assert [mail.template for mail in OutgoingMail.objects.all()] == ["registration_confirmed"]


def test_names_are_deleted_some_time_after_the_event(come, meeting: EventPage, settings):
    come("anna")
    orphan = Registration.objects.create(event="00000000-0000-4000-8000-000000000000", name="O", email="o@example.org")
    keep = timedelta(days=settings.REGISTRATION_KEEP_DAYS)
    assert registration_data.forget(meeting.end + keep - timedelta(minutes=1)) == 1, "the orphan"
    assert not Registration.objects.filter(pk=orphan.pk).exists()
    assert registration_data.forget(meeting.end + keep + timedelta(minutes=1)) == 1
    assert not Registration.objects.exists()
    call_command("forget_old", verbosity=0)
    call_command("send_reminders", verbosity=0)


def test_export_and_deletion_of_a_person_include_events(come, site: SmallSite):
    user = User.objects.create_user("anna@example.org")
    for name in ("anna", "berta", "csilla"):
        come(name)
    [(path, [entry])] = registration_data.registrations_of(user)
    assert path == "events/registrations.json"
    assert (entry["name"], entry["seat"], entry["email"]) == ("Anna", 1, "anna@example.org")
    registration_data.erase_registrations(user)
    assert seats() == {"Berta": 2, "Csilla": 1}
    assert list(registration_data.registrations_of(user)) == []


def test_export_and_deletion_include_messages_mails_and_news(site: SmallSite):
    user = User.objects.create_user("anna@example.org")
    for name in ("Anna@example.org", "berta@example.org"):
        words = {"name": "N", "subject": f"S {name}", "message": "M", "language": "en", "number": name[:8]}
        ContactMessage.objects.create(email=name, **words)
        Subscriber.objects.create(email=name.lower(), language="hu", confirmed=NOW)
        mail.send("test", to=name, context={})
    exported = dict(item for part in personal_data.parts() for item in part.export(user))
    assert exported["messages/messages.json"][0]["subject"] == "S Anna@example.org"
    assert exported["news/subscription.json"] == {"language": "hu", "confirmed": NOW.isoformat()}
    assert [row["subject"] for row in exported["mail/sent.json"]] == [OutgoingMail.objects.first().subject]
    for name in ("messages", "news", "mail", "events"):
        next(part for part in personal_data.parts() if part.name == name).erase(user)
    for model in (ContactMessage, Subscriber, OutgoingMail):
        assert model.objects.count() == 1


def test_giving_seats_asks_no_more_the_longer_the_list_is(come, meeting: EventPage, queries):
    come("anna"), come("berta")
    counts = []
    for number in (2, 12):
        for each in range(number):
            row = {"event": meeting.translation_key, "language": "en", "created": timezone.now()}
            Registration.objects.create(name="W", email=f"w{number}-{each}@example.org", **row)
        with queries() as asked:
            registrations.give_seats(meeting)
        counts.append(len(asked))
    assert counts[0] == counts[1]
