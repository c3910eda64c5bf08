"""Take in mail that came back: from a maildir, or one message from standard input (an alias of the mail server)."""

import mailbox
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.mail.services import bounces


class Command(BaseCommand):
    help = "Reads bounces; an address that does not exist gets no more mailings. Messages of a maildir are marked read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, help="a folder with new/ and cur/; else one message from stdin")

    def handle(self, *args: Any, maildir: Path | None = None, **options: Any) -> None:
        if maildir is None:
            stopped = [bounces.take_in(sys.stdin.buffer.read(bounces.LARGEST + 1))]
        elif not (maildir / "new").is_dir():
            raise CommandError(f"{maildir} is no maildir.")
        else:
            stopped = self._read(mailbox.Maildir(str(maildir), create=False))
        self.stdout.write(f"{len([address for address in stopped if address])} addresses stopped")

    def _read(self, box: mailbox.Maildir) -> list[str]:
        found = []
        for key in box.keys():  # noqa: SIM118 - a mailbox iterates over messages, not keys
            message = box.get_message(key)
            if message.get_subdir() != "new":
                continue
            found.append(bounces.take_in(box.get_bytes(key)))
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
        return found
