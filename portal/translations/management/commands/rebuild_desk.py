"""`manage.py rebuild_desk`: counts everything on the translation desk again and says what differed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.translations.services import desk


class Command(BaseCommand):
    """Safe at any time. After a deployment it notices strings of the interface that are new or gone."""

    help = "Count everything on the translation desk again and say what differed."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--quiet` is for scripts."""
        parser.add_argument("--quiet", action="store_true", help="only the number, not each difference")

    def handle(self, *_args: Any, quiet: bool, **_options: Any) -> None:
        """Print a line for each difference, then their number."""
        differences = desk.rebuild()
        for difference in () if quiet else differences:
            self.stdout.write(f"  {difference}")
        self.stdout.write(
            f"Translation desk: {len(differences)} differences corrected."
            if differences
            else "Translation desk: up to date."
        )
