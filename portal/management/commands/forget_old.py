"""Delete personal data whose time is over; `keep_time` calls it once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.services import contact, newsletter, registration_data

PARTS = {"messages": contact.forget, "subscriptions": newsletter.forget, "registrations": registration_data.forget}


class Command(BaseCommand):
    help = "Deletes contact messages, unconfirmed subscriptions and registrations whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        for name, forget in PARTS.items():
            number = forget(now)
            if options["verbosity"]:
                self.stdout.write(f"{name}: {number}")
