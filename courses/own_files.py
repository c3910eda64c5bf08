"""Uploaded packages wait in the private storage until they are taken in; nobody can download them there."""

from courses.choices import UPLOADS
from courses.permissions import may_manage_activities
from portal.files import access


def register() -> None:
    """Called once, when the app is ready."""
    access.register(UPLOADS, may_read=lambda user, file: False, may_add=may_manage_activities)
