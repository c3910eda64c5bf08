"""Remind learners of tomorrow's sessions; `keep_time` calls it once an hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.services import session_mails


class Command(BaseCommand):
    help = "Reminds whoever is expected of the course sessions of the next 24 hours, once."

    def handle(self, *args: Any, **options: Any) -> None:
        number = session_mails.remind(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{number} reminded")
