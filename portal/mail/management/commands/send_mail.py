"""Send what waits; `keep_time` calls it every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.mail.services import delivery


class Command(BaseCommand):
    help = "Sends the mails whose next attempt has come, and deletes old ones."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = delivery.deliver_due()
        gone = delivery.forget()
        if options["verbosity"]:
            self.stdout.write(f"{sent} sent, {gone} deleted")
