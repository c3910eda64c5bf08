"""Give up old uploads, scan what waits, take away bytes that belong to no row."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.files.services import checking


class Command(BaseCommand):
    help = "Drops uploads nobody finished, asks the scanner again, deletes bytes without a row (after a day)."

    def handle(self, *args: Any, **options: Any) -> None:
        dropped = checking.give_up_overdue()
        checking.scan_waiting()
        orphans = checking.drop_orphans()
        if options["verbosity"]:
            self.stdout.write(f"{dropped} uploads given up, {len(orphans)} orphans deleted")
