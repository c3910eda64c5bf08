"""Offer free places of cohorts to their waiting lists; `keep_time` calls it once a minute."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.services import places


class Command(BaseCommand):
    """Ends offers whose time is over and asks the next in line."""

    help = "Offer free places of cohorts to their waiting lists, and end offers whose time is over."

    def handle(self, *_args: Any, verbosity: int, **_options: Any) -> None:
        offered = places.move_all()
        if verbosity:
            self.stdout.write(f"{offered} places offered.")
