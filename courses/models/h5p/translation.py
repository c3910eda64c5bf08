"""What translators wrote for an activity, string by string. Players get `H5PLocalisation`, which is made of it."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.h5p.activity import H5PActivity

PATH_LENGTH = 400


def digest_of(source: str) -> str:
    """Names a source text of any length."""
    return hashlib.sha256(source.encode()).hexdigest()


class H5PTranslation(models.Model):
    """One string of an activity in one language, and the source it was made from.

    When the source changes, the row stays: its words are shown as stale until somebody renews them, and are right
    again when the source goes back.
    """

    activity = models.ForeignKey(H5PActivity, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=PATH_LENGTH)
    """The engine's path of the segment; `#2` behind it is the third paragraph of a rich text."""
    source = models.TextField()
    digest = models.CharField(max_length=64, editable=False)
    text = models.TextField(blank=True)
    published = models.TextField(blank=True)
    """The words learners get."""
    came = models.BooleanField(default=False)
    """The string came when others were translated already, and nobody has written anything yet."""
    machine = models.BooleanField(default=False)
    tool = models.CharField(max_length=40, blank=True)
    """What wrote it, if it was not a person at the desk."""
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("translated string of an activity")
        verbose_name_plural = _("translated strings of activities")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "language", "path", "digest"], name="courses_h5ptranslation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.language} {self.path}"
