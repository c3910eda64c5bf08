"""`manage.py loaddemo`: the LS4VET project in four languages; safe to run again and again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.core.seeding import SeedError
from portal.demo.loader import load


class Command(BaseCommand):
    """Loads the demo without touching what people have written."""

    help = "Load the demo content. Stores only what is missing; --update also renews what nobody has changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--update` is for those who edit the content files."""
        parser.add_argument("--update", action="store_true", help="renew seeded texts that nobody has changed")

    def handle(self, *_args: Any, update: bool, verbosity: int, **_options: Any) -> None:
        """Load, with progress. Exits 1 with every problem of the content named."""
        try:
            report = load(update=update, progress=self._progress if verbosity else lambda _line: None)
        except SeedError as error:
            lines = "\n  ".join(error.problems)
            raise CommandError(f"The demo was not loaded, nothing was stored.\n  {lines}") from error
        loaded = [f"{report.pages} pages loaded in each language"] if report.pages else []
        loaded += [f"{report.others} things of other rooms loaded"] if report.others else []
        self.stdout.write(f"Demo: {', '.join(loaded) or 'up to date'}.")

    def _progress(self, line: str) -> None:
        self.stdout.write(f"  {line}")
