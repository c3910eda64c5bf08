"""Choices of the course room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

UPLOADS = "h5p"
"""The purpose of uploaded packages among the private files."""


class H5PAccess(models.TextChoices):
    """Who may play an activity."""

    OPEN = "open", _("Everybody; results are kept for those signed in")
    SIGNED_IN = "signed_in", _("Everybody who is signed in")
    COURSE = "course", _("Learners of a course that uses it")


class H5PDependency(models.TextChoices):
    """How an activity comes to need a library."""

    PRELOADED = "preloaded", _("loaded before it starts")
    DYNAMIC = "dynamic", _("loaded when needed")


class H5PVerb(models.TextChoices):
    """How an attempt ended, as far as a claim can say."""

    ANSWERED = "answered", _("answered")
    COMPLETED = "completed", _("completed")
    VIEWED = "viewed", _("viewed")
