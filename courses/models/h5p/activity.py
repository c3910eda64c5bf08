"""An activity: content that is played. What its languages share hangs on the activity; texts have a row a language."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.choices import H5PAccess, H5PDependency
from courses.models.h5p.library import H5PLibrary


class H5PActivities(models.QuerySet["H5PActivity"]):
    """Reads of activities."""

    def with_library(self) -> "H5PActivities":
        """With the main library, without its heavy parts."""
        return self.select_related("library").defer("library__semantics", "library__metadata", "library__files")


class H5PActivity(models.Model):
    """One activity. Learners' records hang on its uuid, whatever language they play it in."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("written in"), max_length=10, default=settings.LANGUAGE_CODE)
    access = models.CharField(_("who may play it"), max_length=12, choices=H5PAccess.choices, default=H5PAccess.OPEN)
    library = models.ForeignKey(
        H5PLibrary, models.PROTECT, related_name="main_activities", verbose_name=_("content type")
    )
    libraries = models.ManyToManyField(
        H5PLibrary, through="H5PActivityLibrary", related_name="activities", verbose_name=_("libraries")
    )
    parameters = models.JSONField(_("content"), default=dict)
    files = models.JSONField(_("files"), default=dict, blank=True)
    """What stands at each path below content/: `{"images/a.png": {"sha256": "…", "size": 12}}`."""
    size = models.BigIntegerField(_("size"), default=0)
    metadata = models.JSONField("h5p.json", default=dict, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    authors = models.CharField(_("authors"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = H5PActivities.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="courses_h5pactivity_version"),
            models.CheckConstraint(condition=Q(access__in=H5PAccess.values), name="courses_h5pactivity_access"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page, in the reader's language."""
        return reverse("courses:activity", args=[self.uuid])

    @property
    def audit_label(self) -> str:
        """What the audit log calls it."""
        return f"{self.title} {self.uuid}"

    def key(self, path: str) -> str:
        """Where the storage keeps the content file at this path. Raises KeyError where there is none."""
        return content_key(self.uuid, self.files[path]["sha256"])


class H5PActivityLibrary(models.Model):
    """One of the libraries an activity needs: exactly this content, so that it plays tomorrow as it does today."""

    activity = models.ForeignKey(H5PActivity, models.CASCADE, related_name="needs")
    library = models.ForeignKey(H5PLibrary, models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=12, choices=H5PDependency.choices, default=H5PDependency.PRELOADED)
    position = models.PositiveIntegerField(default=0)
    """Libraries others build on come first."""

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "library"], name="courses_h5pactivitylibrary_once"),
            models.CheckConstraint(condition=Q(kind__in=H5PDependency.values), name="courses_h5pactivitylibrary_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.library_id}"


class H5PLocalisation(models.Model):
    """An activity's content in another language, ready to be played."""

    activity = models.ForeignKey(H5PActivity, models.CASCADE, related_name="localisations")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=255)
    parameters = models.JSONField(_("content"), default=dict)
    version = models.PositiveIntegerField(_("made from version"))
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("localised activity")
        verbose_name_plural = _("localised activities")
        constraints = [
            models.UniqueConstraint(fields=["activity", "language"], name="courses_h5plocalisation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


def content_key(activity: Any, file: str) -> str:
    """Where the storage keeps a content file: the activity's uuid and the file's sum, nothing a person named."""
    return f"content/{activity.hex[:2]}/{activity.hex}/{file}"
