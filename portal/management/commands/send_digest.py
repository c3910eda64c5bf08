"""The schedule of the news by email; `keep_time` calls it once an hour."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.services import digest


class Command(BaseCommand):
    help = "Sends the news by email when NEWS_DIGEST_DAYS days have passed and there is news; 0 leaves it to editors."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = digest.send_if_due()
        if options["verbosity"]:
            self.stdout.write("a mailing has begun" if sent else "nothing to send")
