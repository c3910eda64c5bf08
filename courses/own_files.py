"""Who may have the room’s private files: packages nobody, what learners send who reads it, archives course managers."""

from courses.choices import ANSWERS, ARCHIVES, TASK_FILES, UPLOADS
from courses.permissions import may_manage_activities, may_manage_courses
from courses.services import answer_files, school_task_files, transfers
from portal.files import access


def register() -> None:
    """Called once, when the app is ready."""
    access.register(UPLOADS, may_read=lambda user, file: False, may_add=may_manage_activities)
    access.register(ANSWERS, may_read=answer_files.may_read, may_add=answer_files.may_add)
    access.register(TASK_FILES, may_read=school_task_files.may_read, may_add=school_task_files.may_add)
    access.register(ARCHIVES, may_read=transfers.may_read, may_add=may_manage_courses, takes_space=False)
