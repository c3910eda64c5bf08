"""Cohorts, who looks after them, and who takes part."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import CohortRole, CohortState, EnrolmentState, Entry
from courses.models.course.rules import CourseIntensity

HOLDS_A_PLACE = (EnrolmentState.ACTIVE, EnrolmentState.OFFERED)


class Cohort(models.Model):
    """People who take the course together, at one intensity, in some of its languages."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.UUIDField(_("course"), db_index=True)
    """The course page's `translation_key`."""
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=CohortState.choices, default=CohortState.PREPARING)
    intensity = models.ForeignKey(CourseIntensity, models.PROTECT, verbose_name=_("intensity"), related_name="cohorts")
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Vienna")
    languages = models.JSONField(_("languages"), default=list)
    """Codes: `["de", "en"]`."""
    entry = models.CharField(_("how people join"), max_length=10, choices=Entry.choices, default=Entry.APPROVAL)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: as many as come."))
    offer_hours = models.PositiveIntegerField(
        _("hours to accept an offered place"), default=72, help_text=_("Then the next on the waiting list is asked.")
    )
    message = models.TextField(_("welcome"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-start", "name", "pk"]
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="courses_cohort_dates"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def language(self) -> str:
        """The language of its name and its welcome, and of what is typed into its sessions: its first."""
        return next(iter(self.languages), "")


class CohortPerson(models.Model):
    """Somebody who looks after a cohort."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cohort_roles")
    role = models.CharField(_("role"), max_length=12, choices=CohortRole.choices)

    class Meta:
        verbose_name = _("facilitator or mentor")
        verbose_name_plural = _("facilitators and mentors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "user", "role"], name="courses_cohortperson_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def audit_label(self) -> str:
        """What the audit log calls it: nobody's name."""
        return f"{self.cohort}: {self.role}"


class Team(models.Model):
    """Colleagues who do their Lesson Study together."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    school = models.CharField(_("school"), max_length=160, blank=True)
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mentored_teams",
        verbose_name=_("mentor"),
    )

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints: ClassVar = [models.UniqueConstraint(fields=["cohort", "name"], name="courses_team_name_once")]

    def __str__(self) -> str:
        return self.name


class Enrolments(models.QuerySet["Enrolment"]):
    """Named reads."""

    def active(self) -> "Enrolments":
        """Those who take part."""
        return self.filter(state=EnrolmentState.ACTIVE)

    def holding(self) -> "Enrolments":
        """Those whose place nobody else can have."""
        return self.filter(state__in=HOLDS_A_PLACE)

    def waiting(self) -> "Enrolments":
        """The waiting list, first come first."""
        return self.filter(state=EnrolmentState.WAITING).order_by("waiting_since", "pk")


class Enrolment(models.Model):
    """One person in one cohort: everything they do belongs to it, in whatever language they do it.

    The database holds the last place: a number is given once in a cohort.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState.choices)
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    waiting_since = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    active_since = models.DateTimeField(_("takes part since"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    calendar_key = models.CharField(max_length=40, blank=True)
    """Opens the learner's calendar subscription; a new one ends the old."""

    objects = Enrolments.as_manager()

    class Meta:
        ordering: ClassVar = ["cohort", "created_at", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "user"], name="courses_enrolment_once"),
            models.UniqueConstraint(
                fields=["cohort", "place"], condition=Q(place__isnull=False), name="courses_enrolment_place_once"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True, state__in=sorted(set(EnrolmentState.values) - set(HOLDS_A_PLACE)))
                | Q(place__isnull=False, state__in=HOLDS_A_PLACE),
                name="courses_enrolment_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.cohort}"

    @property
    def audit_label(self) -> str:
        """What the audit log calls it: nobody's name."""
        return f"{self.cohort}: {self.uuid}"


class CohortInvitation(models.Model):
    """A way in by link: for one address, or for everybody who has the link. Kept as a digest only."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("email address"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "pk"]
        verbose_name = _("invitation to a cohort")
        verbose_name_plural = _("invitations to cohorts")

    def __str__(self) -> str:
        return f"{self.cohort}: {self.email or '*'}"

    @property
    def audit_label(self) -> str:
        """What the audit log calls it: nobody's address."""
        return f"{self.cohort} #{self.pk}"
