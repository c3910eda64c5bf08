"""Fixed choices of the public site; imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventMode(models.TextChoices):
    """Where an event takes place."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class EventKind(models.TextChoices):
    """Whom an event is for."""

    PUBLIC = "public", _("Public")
    COURSE = "course", _("Course")
    PARTNERS = "partners", _("Partners")


class ResultState(models.TextChoices):
    """How far a result is."""

    PREPARING = "preparing", _("In preparation")
    PILOT = "pilot", _("Being tried out")
    PUBLISHED = "published", _("Published")


class FileFormat(models.TextChoices):
    """Formats a result is offered in: one to read, one for e-readers, one to adapt."""

    PDF = "pdf", "PDF"
    EPUB = "epub", "EPUB"
    ODT = "odt", "ODT"
    DOCX = "docx", "DOCX"
    ZIP = "zip", "ZIP"
