"""`manage.py tidy_people`: deletes accounts whose grace is over and exports whose week is over."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.people.services import deletion, export


class Command(BaseCommand):
    """What `keep_time` calls every hour."""

    help = "Deletes accounts and exports of personal data whose time has come."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say what was done."""
        accounts, exports = deletion.erase_due(), export.tidy()
        self.stdout.write(f"{accounts} accounts deleted, {exports} exports removed.")
