"""For the operator: does mail leave this server?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.core import mail
from portal.mail.choices import MailState
from portal.mail.services import delivery


class Command(BaseCommand):
    help = "Sends a test mail at once and says whether the mail server has taken it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=[c for c, _n in settings.LANGUAGES])

    def handle(self, *args: Any, address: str, language: str, **options: Any) -> None:
        sent = mail.send("test", to=address, language=language, context={})
        delivery.deliver(sent.pk)
        sent.refresh_from_db()
        if sent.state != MailState.SENT:
            raise CommandError(f"The mail has not left: {sent.last_error or sent.get_state_display()}")
        self.stdout.write("The mail has left.")
