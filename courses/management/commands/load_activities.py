"""`manage.py load_activities FOLDER`: activities with their translations; safe to run again and again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.h5p import package
from courses.integrations import h5p_folders
from courses.integrations.h5p_engine import Installed
from courses.models import H5PActivity
from courses.services import h5p_seeds, h5p_store
from portal.accounts.models import User


class Command(BaseCommand):
    """Loads what is missing, and translations that nobody has written here."""

    help = "Load activities kept in folders (h5p.json, content, translations). What people have written stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="holds a folder for each activity")

    def handle(self, *_args: Any, folder: Path, verbosity: int, **_options: Any) -> None:
        user = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if user is None:
            raise CommandError("There is no administrator yet: libraries are installed in the name of one.")
        names = h5p_folders.names(folder)
        if not names:
            raise CommandError(f"There is no activity in {folder}.")
        for name in names:
            activity = self._activity(folder / name, user)
            for language, content, title in h5p_folders.translations(folder / name):
                self._translate(activity, language, content, title, verbosity)
        if verbosity:
            self.stdout.write(f"Activities: {len(names)} in {folder}.")

    def _activity(self, folder: Path, user: User) -> H5PActivity:
        uuid = h5p_folders.identity(folder.name)
        known = H5PActivity.objects.filter(uuid=uuid).first()
        if known:
            return known
        try:
            with package.read(h5p_folders.packed(folder), installed=Installed()) as found:
                return h5p_store.install(found, user=user, uuid=uuid)
        except h5p_store.BadPackage as error:
            lines = "\n  ".join(str(issue) for issue in error.issues)
            raise CommandError(f"{folder.name} was not loaded:\n  {lines}") from error

    def _translate(
        self, activity: H5PActivity, language: str, content: dict[str, Any], title: str, verbosity: int
    ) -> None:
        words = h5p_seeds.words_of(activity, content, title)
        report = h5p_seeds.load(activity=activity, language=language, words=words)
        for path, wrong in report.refused.items():
            self.stderr.write(f"{activity} [{language}] {path}: {' '.join(wrong)}")
        if verbosity > 1:
            self.stdout.write(f"  {activity} [{language}]: {report.stored} strings stored, {report.kept} kept.")
