"""What the demo loader has stored, so that it never touches anybody's work again."""

from django.db import models


class SeedRecord(models.Model):
    """One seeded thing. It stays when the thing is deleted: what an editor removed is not brought back."""

    key = models.CharField(max_length=160, unique=True)
    fingerprint = models.CharField(max_length=64)
    seeded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
