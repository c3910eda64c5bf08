"""Words of the translation desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a thing is in one language. The order is the order of urgency."""

    MISSING = "missing", _("Missing")
    STALE = "stale", _("Stale")
    DRAFT = "draft", _("Draft")
    MACHINE = "machine", _("Machine-made, not reviewed")
    UP_TO_DATE = "up_to_date", _("Up to date")
    SOURCE = "source", _("Source")


TO_DO = (Status.MISSING, Status.STALE, Status.DRAFT, Status.MACHINE)


class Room(models.TextChoices):
    """Where a thing belongs."""

    SITE = "site", _("Public site")
    COURSE = "course", _("Course")
    PARTNERS = "partners", _("Partner area")
    FOUNDATION = "foundation", _("Everywhere")


ROOM_OF_APP = {"portal": Room.SITE, "courses": Room.COURSE, "partners_area": Room.PARTNERS}


def room_of(app_label: str) -> Room:
    """The room of an app; the foundation for all others."""
    return ROOM_OF_APP.get(app_label, Room.FOUNDATION)
