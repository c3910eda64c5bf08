"""Tasks at school: what was handed in, and the talk about it."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import TaskState
from courses.models.run.cohorts import Cohort, Enrolment
from portal.files.models import StoredFile


class TaskDue(models.Model):
    """When a cohort hands a task in."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="due_tasks")
    task = models.UUIDField(_("task"))
    """The block's id."""
    due = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        constraints: ClassVar = [models.UniqueConstraint(fields=["cohort", "task"], name="courses_due_once")]

    def __str__(self) -> str:
        return f"{self.task}: {self.due}"


class Submission(models.Model):
    """What one learner hands in for one task. One function changes its state (`courses.services.school_tasks`)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="submissions")
    page = models.UUIDField(_("module or unit"))
    """The `translation_key` of the page the task stands on."""
    task = models.UUIDField(_("task"))
    state = models.CharField(_("state"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveIntegerField(default=1)
    """Counts savings and decisions: a form that knows an older one does not overwrite a newer."""
    first_handed_in_at = models.DateTimeField(_("first handed in at"), null=True, blank=True)
    """What the due date is held against."""
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]
        verbose_name = _("task handed in")
        verbose_name_plural = _("tasks handed in")
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "task"], name="courses_submission_once")]

    def __str__(self) -> str:
        return str(self.uuid)


class SubmissionFile(models.Model):
    """A file that belongs to it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return str(self.file)


class SubmissionComment(models.Model):
    """A word of the learner or of a facilitator; a step carries the state it led to.

    Where that is "handed in", the text is the learner's as it was handed in: what facilitators read.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=TaskState.choices, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
