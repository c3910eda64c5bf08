"""A library of an H5P content type: its code, once for every version and content."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class H5PLibraries(models.QuerySet["H5PLibrary"]):
    """Reads of libraries."""

    def newest_first(self) -> "H5PLibraries":
        """By name; the highest version, then the one installed last, first."""
        return self.order_by("machine", "-major", "-minor", "-patch", "-pk")

    def unused(self) -> "H5PLibraries":
        """Those no activity needs."""
        uses = H5PLibrary.activities.through.objects.filter(library=OuterRef("pk"))
        return self.exclude(Exists(uses))

    def light(self) -> "H5PLibraries":
        """Without what only editing and validation read."""
        return self.defer("semantics", "metadata")


class H5PLibrary(models.Model):
    """One version of a library, with exactly this content. Its files lie in the private storage, each once."""

    machine = models.CharField(_("machine name"), max_length=255)
    major = models.PositiveIntegerField(_("major version"))
    minor = models.PositiveIntegerField(_("minor version"))
    patch = models.PositiveIntegerField(_("patch version"))
    sha256 = models.CharField("SHA-256", max_length=64)
    title = models.CharField(_("title"), max_length=255)
    runnable = models.BooleanField(_("can be an activity"), default=False)
    metadata = models.JSONField("library.json", default=dict)
    semantics = models.JSONField("semantics.json", null=True, blank=True)
    preloaded = models.JSONField(_("libraries loaded before"), default=list, blank=True)
    dynamic = models.JSONField(_("libraries loaded when needed"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    core_api = models.CharField(_("core API"), max_length=20, blank=True)
    files = models.JSONField(_("files"), default=dict, blank=True)
    """What stands at each path: `{"js/a.js": {"sha256": "…", "size": 12}}`."""
    size = models.BigIntegerField(_("size"), default=0)
    installed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("installed by")
    )
    installed_at = models.DateTimeField(_("installed at"), auto_now_add=True)

    objects = H5PLibraries.as_manager()

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        ordering = ["machine", "-major", "-minor", "-patch"]
        permissions = [("install_h5p_library", "Can install new or changed H5P library code")]
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "major", "minor", "patch", "sha256"], name="courses_h5plibrary_once"
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="courses_h5plibrary_has_sum"),
        ]

    def __str__(self) -> str:
        return f"{self.machine} {self.version}"

    @property
    def version(self) -> str:
        """Major, minor and patch."""
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def name(self) -> str:
        """As content names it: `H5P.MultiChoice 1.16`."""
        return f"{self.machine} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        """The folder of a package: `H5P.MultiChoice-1.16`."""
        return f"{self.machine}-{self.major}.{self.minor}"

    @property
    def audit_label(self) -> str:
        """What the audit log calls it."""
        return f"{self} {self.sha256[:12]}"

    def key(self, path: str) -> str:
        """Where the storage keeps the file at this path. Raises KeyError where there is none."""
        return library_key(self.sha256, self.files[path]["sha256"])


def library_key(library: str, file: str) -> str:
    """Where the storage keeps a file: sums alone, nothing a person named."""
    return f"libraries/{library[:2]}/{library}/{file}"
