"""What is known about single strings beyond their words. Most strings have no mark at all."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.translations.models.desk import DeskItem


class TextMark(models.Model):
    """One string in one language: which older source its translation belongs to, and who has read it."""

    item = models.ForeignKey(DeskItem, on_delete=models.CASCADE, related_name="marks")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    old_source = models.TextField(blank=True)
    """What the translation was made from; empty when it belongs to the source as it is."""
    old_target = models.TextField(blank=True)
    """The translation as it was when the source changed."""
    is_new = models.BooleanField(default=False)
    """The string came to a thing that was translated already."""
    machine = models.BooleanField(default=False)
    reviewed = models.CharField(max_length=64, blank=True)
    """Digest of the words that were reviewed: other words are not."""
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "language", "path"], name="desk_mark_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.language} {self.path}"


class TextComment(models.Model):
    """What translators and editors say to each other about a string."""

    item = models.ForeignKey(DeskItem, on_delete=models.CASCADE, related_name="comments")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    text = models.TextField(_("comment"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["item", "language", "path"], name="desk_comment_place")]

    def __str__(self) -> str:
        return self.text[:50]
