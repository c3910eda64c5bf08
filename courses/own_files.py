"""Who may have the course room's private files.

Uploaded packages wait there until they are taken in, and nobody can download them; archives are for course managers.
"""

from courses.choices import ARCHIVES, UPLOADS
from courses.permissions import may_manage_activities, may_manage_courses
from courses.services import transfers
from portal.files import access


def register() -> None:
    """Called once, when the app is ready."""
    access.register(UPLOADS, may_read=lambda user, file: False, may_add=may_manage_activities)
    access.register(ARCHIVES, may_read=transfers.may_read, may_add=may_manage_courses, takes_space=False)
