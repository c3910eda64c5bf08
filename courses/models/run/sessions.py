"""Sessions of a cohort, who comes, and who was there."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone as clock
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
    agenda = models.TextField(_("agenda"), blank=True)
    """Where there is no plan, or where it is not kept to; else the plan's, in the reader's language."""
    materials = models.TextField(_("materials"), blank=True)
    note = models.TextField(_("what to bring, what to know"), blank=True)
    units_before = models.JSONField(_("units to do before"), default=list, blank=True)
    units_after = models.JSONField(_("units to do afterwards"), default=list, blank=True)
    """Keys of unit pages, as text."""
    required = models.BooleanField(_("required"), default=True)
    sign_up = models.BooleanField(_("people say whether they come"), default=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    catch_up = models.TextField(_("task for who missed it"), blank=True)
    code_secret = models.CharField(max_length=64, blank=True)
    """From it the rotating code on the screen is worked out; empty while no code is shown."""
    code_until = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_why = models.CharField(_("reason"), max_length=250, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    sequence = models.PositiveIntegerField(default=0)
    """Counts changes, for calendars."""

    all_day = False
    """Dates and times are written as those of events are."""

    class Meta:
        ordering: ClassVar = ["start", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="courses_session_ends_later"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_why=""), name="courses_session_cancelled_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["cohort", "start"], name="courses_session_when")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None

    @property
    def is_online(self) -> bool:
        """Whether one takes part by a link."""
        return self.kind == SessionKind.ONLINE

    @property
    def place(self) -> str:
        """Where it is, in one line; without the link to take part, which is for those who take part."""
        return ", ".join(part for part in (self.venue, self.room, self.address) if part)


class Seat(models.Model):
    """Whether somebody means to come."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="seats")
    comes = models.BooleanField(_("comes"), default=True)
    place = models.PositiveIntegerField(null=True, blank=True)
    """A number is given once in a session with limited places: the database holds the last one."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
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
    taken_at = models.DateTimeField(default=clock.now)
    written = models.TextField(_("written task"), blank=True)
    """What somebody who was not there has written instead."""
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="courses_attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.enrolment_id} {self.presence}"
