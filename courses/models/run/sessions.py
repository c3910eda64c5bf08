"""Sessions of a cohort, who comes, and who was there."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import Presence, SessionKind
from courses.models.run.cohorts import Cohort, Enrolment


class Session(models.Model):
    """A meeting of a cohort, by the plan of a module. Its times are kept in UTC and shown in its time zone."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    code = models.CharField(_("short name"), max_length=12)
    """The plan's: "S0"."""
    plan = models.UUIDField(_("plan"), null=True, blank=True)
    """The block's id."""
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("where"), max_length=10, choices=SessionKind.choices, default=SessionKind.IN_PERSON)
    start = models.DateTimeField(_("begins"))
    end = models.DateTimeField(_("ends"))
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Vienna")
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    room = models.CharField(_("room"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    map_url = models.URLField(_("map"), max_length=400, blank=True)
    online_url = models.URLField(_("link to take part"), max_length=400, blank=True)
    note = models.TextField(_("what to bring, what to know"), blank=True)
    required = models.BooleanField(_("required"), default=True)
    sign_up = models.BooleanField(_("people say whether they come"), default=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    catch_up = models.TextField(_("task for who missed it"), blank=True)
    code_secret = models.CharField(max_length=64, blank=True)
    """From it the rotating code on the screen is worked out; empty while no code is shown."""
    code_until = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """Counts changes, for calendars."""

    class Meta:
        ordering: ClassVar = ["start", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="courses_session_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Seat(models.Model):
    """Whether somebody means to come."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="seats")
    comes = models.BooleanField(_("comes"), default=True)
    place = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="courses_seat_once"),
            models.UniqueConstraint(
                fields=["session", "place"], condition=Q(place__isnull=False), name="courses_seat_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.enrolment_id}"


class Attendance(models.Model):
    """Whether somebody was there: by the facilitator's list, or by the code on the screen."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendances")
    presence = models.CharField(_("presence"), max_length=10, choices=Presence.choices)
    by_code = models.BooleanField(_("by code"), default=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="courses_attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.enrolment_id} {self.presence}"
