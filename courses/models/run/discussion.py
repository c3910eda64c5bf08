"""Talk of a cohort beside its units."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import TalkDigest
from courses.models.run.cohorts import Cohort


class Post(models.Model):
    """A word in a thread. The first of a thread has no `thread`; a deleted one keeps its place without its words.

    A hidden one keeps them, for facilitators and its author.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="posts")
    page = models.UUIDField(_("module or unit"))
    """Its `translation_key`; the course's own for what is about all of it."""
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="course_posts")
    title = models.CharField(_("title"), max_length=160, blank=True)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    """Of a first post: when its thread last grew."""
    version = models.PositiveIntegerField(default=1)
    """Counts changes: a form that knows an older one does not overwrite a newer."""
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    report = models.CharField(max_length=400, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    hidden_why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes: ClassVar = [
            models.Index(fields=["cohort", "page", "created_at"], name="courses_post_place"),
            models.Index(fields=["cohort", "thread", "last_at"], name="courses_post_threads"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60]

    @property
    def audit_label(self) -> str:
        """What the audit log calls it: never its words."""
        return str(self.uuid)

    @property
    def root(self) -> "Post":
        """The first of its thread."""
        return self.thread or self

    @property
    def is_open(self) -> bool:
        """Whether its words are there for everybody."""
        return self.deleted_at is None and self.hidden_at is None


class TalkVisit(models.Model):
    """When somebody last read a thread: what came later is new to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Post, models.CASCADE, related_name="visits")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "thread"], name="courses_talkvisit_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.thread_id}"


class TalkWish(models.Model):
    """How somebody wants to be told what was said, and until when they were told."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="talk_wish")
    digest = models.CharField(
        _("discussions by mail"), max_length=8, choices=TalkDigest.choices, default=TalkDigest.WEEKLY
    )
    told_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.digest}"
