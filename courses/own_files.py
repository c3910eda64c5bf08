"""Private files of the room. Uploaded packages wait until they are taken in; nobody can download them there."""

from courses.choices import ANSWERS, UPLOADS
from courses.permissions import may_manage_activities
from courses.services import answer_files
"""Private files of the room: uploaded packages, which nobody can download, and what learners hand in."""

from courses.choices import TASK_FILES, UPLOADS
from courses.permissions import may_manage_activities
from courses.services import school_task_files
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
    access.register(ANSWERS, may_read=answer_files.may_read, may_add=answer_files.may_add)
    access.register(TASK_FILES, may_read=school_task_files.may_read, may_add=school_task_files.may_add)
    access.register(ARCHIVES, may_read=transfers.may_read, may_add=may_manage_courses, takes_space=False)
