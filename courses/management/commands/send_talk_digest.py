"""Discussions by mail; `keep_time` calls it once an hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.services import talk_digest


class Command(BaseCommand):
    help = "Sends what was said in discussions to everybody whose day or week is over."

    def handle(self, *args: Any, **options: Any) -> None:
        number = talk_digest.send_due(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{number} digests")
