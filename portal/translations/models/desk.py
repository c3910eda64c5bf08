"""The desk itself: things, and how far each is in each language. Written only by `services.desk`."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.translations.choices import Room, Status


class DeskItem(models.Model):
    """Something translatable, whatever its kind."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=150)
    title = models.CharField(max_length=255)
    room = models.CharField(max_length=20, choices=Room.choices)
    source_language = models.CharField(max_length=10)
    strings = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    """When the source last changed, as far as the desk knows."""
    active = models.BooleanField(default=True)
    """False while the thing is not public; what people said about its strings stays."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="desk_item_once")]
        indexes = [
            models.Index(fields=["kind", "title", "id"], condition=models.Q(active=True), name="desk_item_shown")
        ]
        verbose_name = _("text on the desk")
        verbose_name_plural = _("texts on the desk")

    def __str__(self) -> str:
        return self.title


class DeskEntry(models.Model):
    """One thing in one language."""

    item = models.ForeignKey(DeskItem, on_delete=models.CASCADE, related_name="entries")
    language = models.CharField(max_length=10)
    active = models.BooleanField(default=True)
    """The thing's, repeated here so that the sums of the bars are read from one index (docs/decisions/0022)."""
    status = models.CharField(max_length=12, choices=Status.choices)
    open = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    machine = models.PositiveIntegerField(default=0)
    words_to_do = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "language"], name="desk_entry_once")]
        indexes = [
            models.Index(fields=["language", "status", "item"], name="desk_entry_status"),
            models.Index(
                fields=["language", "status", "changed_by", "open", "stale", "machine", "words_to_do"],
                condition=models.Q(active=True),
                name="desk_entry_sums",
            ),
        ]
        verbose_name = _("state of a text")
        verbose_name_plural = _("states of texts")

    def __str__(self) -> str:
        return f"{self.item_id} {self.language}: {self.status}"


class DeskWords(models.Model):
    """What a thing says in one language, folded, for the search of the desk."""

    item = models.ForeignKey(DeskItem, on_delete=models.CASCADE, related_name="said")
    language = models.CharField(max_length=10)
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "language"], name="desk_words_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.language}"
