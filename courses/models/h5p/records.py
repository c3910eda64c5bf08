"""What learners did: claims their browsers sent, the attempts worked out from them, and saved state.

Everything here comes from code that runs in the learner's browser: nothing that matters may hang on it alone.
"""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.choices import H5PVerb
from courses.models.h5p.activity import H5PActivity


class H5PActor(models.Model):
    """The random number that stands for a learner in statements: never a name or an address."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="h5p_actor")
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return str(self.uuid)


class H5PAttempts(models.QuerySet["H5PAttempt"]):
    """Reads of attempts."""

    def of(self, user: Any, activity: H5PActivity) -> "H5PAttempts":
        """A learner's attempts at an activity, the newest first."""
        return self.filter(user=user, activity=activity).order_by("-number")

    def running(self) -> "H5PAttempts":
        """Those not finished."""
        return self.filter(finished_at__isnull=True)


class H5PAttempt(models.Model):
    """One try at an activity, in whatever languages, on whatever devices. At most one is running."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="h5p_attempts")
    activity = models.ForeignKey(H5PActivity, models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField(_("number"))
    version = models.PositiveIntegerField(_("version of the activity"))
    language = models.CharField(_("language"), max_length=10)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=12, choices=H5PVerb.choices, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    max_score = models.FloatField(_("highest possible score"), null=True, blank=True)
    success = models.BooleanField(_("passed"), null=True, blank=True)
    completion = models.BooleanField(_("completed"), default=False)
    duration = models.DurationField(_("duration"), null=True, blank=True)

    objects = H5PAttempts.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "activity", "number"], name="courses_h5pattempt_number"),
            models.UniqueConstraint(
                fields=["user", "activity"], condition=Q(finished_at__isnull=True), name="courses_h5pattempt_one_runs"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, max_score__isnull=True)
                | Q(score__gte=0, max_score__gte=0, score__lte=F("max_score")),
                name="courses_h5pattempt_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} #{self.number}"


class H5PStatement(models.Model):
    """An xAPI statement as the browser claimed it, with the actor set by the server. Stored once for each id."""

    statement_id = models.UUIDField(unique=True)
    attempt = models.ForeignKey(H5PAttempt, models.CASCADE, related_name="statements")
    actor = models.UUIDField()
    verb = models.CharField(max_length=200)
    counts = models.BooleanField(default=False)
    """Whether it ended the attempt."""
    statement = models.JSONField()
    stored_at = models.DateTimeField(auto_now_add=True)
    forwarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("xAPI statement")
        verbose_name_plural = _("xAPI statements")
        ordering = ["pk"]
        indexes = [models.Index(fields=["forwarded_at"], name="courses_h5p_to_forward")]

    def __str__(self) -> str:
        return str(self.statement_id)


class H5PState(models.Model):
    """Where a learner is in an activity. Positions differ with the language, so each language has its own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="h5p_states")
    activity = models.ForeignKey(H5PActivity, models.CASCADE, related_name="states")
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    part = models.CharField(max_length=60, default="0")
    """H5P's sub-content id; "0" is the activity itself."""
    kind = models.CharField(max_length=60, default="state")
    """H5P's data type; "state" is what `getCurrentState` returned."""
    data = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("saved state")
        verbose_name_plural = _("saved states")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "activity", "language", "part", "kind"], name="courses_h5pstate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.activity_id} ({self.language})"
