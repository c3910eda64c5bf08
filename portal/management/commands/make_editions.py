"""`manage.py make_editions`: the short editions of the results, made from the texts of the demo."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.demo.editions.binding import FILES, Bindery
from portal.demo.editions.compose import Shelf


class Command(BaseCommand):
    """Renews the files in portal/demo/files whose texts have changed. Needs the development tools and a Chromium."""

    help = "Make the short editions of the results (PDF, EPUB, ODT) whose texts have changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--all` is for changes that the texts do not show, such as a new browser."""
        parser.add_argument("--all", action="store_true", help="make every file anew")

    def handle(self, *_args: Any, verbosity: int, **options: Any) -> None:
        """Make them, naming each."""
        count = 0
        for name in Bindery(Shelf()).renew(force=options["all"]):
            count += 1
            if verbosity:
                self.stdout.write(f"  {name}  {(FILES / name).stat().st_size // 1024} KB")
        self.stdout.write(f"Editions: {count} made." if count else "Editions: up to date.")
