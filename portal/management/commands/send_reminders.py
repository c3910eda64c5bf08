"""Remind people of tomorrow's events; `keep_time` calls it once an hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.services import registration_mails


class Command(BaseCommand):
    help = "Reminds everybody who has a seat of the events of the next 24 hours, once."

    def handle(self, *args: Any, **options: Any) -> None:
        number = registration_mails.remind(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{number} reminded")
