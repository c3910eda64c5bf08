"""Answers to native questions, and the journal."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import Sharing
from courses.models.run.cohorts import Enrolment


class Answer(models.Model):
    """One try at a question, in whatever language. A draft is kept while somebody writes; at most one is open."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="answers")
    unit = models.UUIDField(_("unit"))
    question = models.UUIDField(_("question"))
    """The block's id."""
    number = models.PositiveIntegerField(_("try"), default=1)
    given = models.JSONField(_("answer"), default=dict)
    """Ids of choices, never their words: `{"choices": []}`, `{"order": []}`, `{"pairs": {}}`, `{"text": ""}`."""
    language = models.CharField(_("language"), max_length=10)
    score = models.FloatField(_("score"), null=True, blank=True)
    max_score = models.FloatField(_("highest possible score"), null=True, blank=True)
    right = models.BooleanField(_("right"), null=True, blank=True)
    """None where there is no right or wrong."""
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counts savings of a draft: a form that knows an older one does not overwrite a newer."""
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering: ClassVar = ["question", "number"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "question", "number"], name="courses_answer_number"),
            models.UniqueConstraint(
                fields=["enrolment", "question"],
                condition=Q(submitted_at__isnull=True),
                name="courses_answer_one_open",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, max_score__isnull=True) | Q(score__gte=0, score__lte=F("max_score")),
                name="courses_answer_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} #{self.number}"


class JournalEntry(models.Model):
    """A reflection: an answer to a prompt, or an entry of one's own. Nobody reads it unless its writer says so."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="journal")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, null=True, blank=True, related_name="journal")
    unit = models.UUIDField(_("unit"), null=True, blank=True)
    prompt = models.UUIDField(_("prompt"), null=True, blank=True)
    """The block's id; none for an entry of one's own."""
    asked = models.CharField(_("question"), max_length=400, blank=True)
    """The prompt as it was read when the entry was written."""
    title = models.CharField(_("title"), max_length=160, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    sharing = models.CharField(_("who may read it"), max_length=12, choices=Sharing.choices, default=Sharing.NOBODY)
    version = models.PositiveIntegerField(default=1)
    """Counts savings: a form that knows an older one does not overwrite a newer."""
    created_at = models.DateTimeField(_("begun at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        verbose_name = _("entry in the journal")
        verbose_name_plural = _("entries in the journal")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "prompt"], condition=Q(prompt__isnull=False), name="courses_journal_prompt_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
