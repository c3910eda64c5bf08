"""Compare database and private storage, both ways."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.files.services import checking


class Command(BaseCommand):
    help = "Names files missing in the storage, files of the wrong length or content, and bytes no row knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sums", action="store_true", help="read every file again and compare its SHA-256")

    def handle(self, *args: Any, sums: bool = False, **options: Any) -> None:
        found = list(checking.differences(sums=sums))
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} differences between database and storage")
        self.stdout.write("database and storage agree")
