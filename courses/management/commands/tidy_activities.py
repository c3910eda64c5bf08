"""Delete uploads nobody came back to, archives after a week, files of nothing; `keep_time` calls it once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.services import h5p_uploads, school_task_files, transfers


class Command(BaseCommand):
    """What `keep_time` calls."""

    help = "Delete uploaded H5P packages that wait for a confirmation for more than a day, and files of nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say how many."""
        now = timezone.now()
        self.stdout.write(f"{h5p_uploads.forget_old(now=now)} uploads deleted")
        self.stdout.write(f"{h5p_uploads.drop_orphans(now=now)} files deleted that belong to nothing")
        self.stdout.write(f"{school_task_files.forget_orphans(now=now)} files deleted that belong to no task")
        self.stdout.write(f"{transfers.tidy(now=now)} archives of courses deleted")
