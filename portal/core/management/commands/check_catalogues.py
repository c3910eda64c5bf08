"""Refuse incomplete message catalogues."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.catalogues.audit import audit

MOST_SHOWN = 60


class Command(BaseCommand):
    """`manage.py check_catalogues`: fails when any language's interface is not complete and sound."""

    help = "Fails when a string is missing, empty, fuzzy, or its placeholders or plural forms are wrong."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the faults, then fail; or say that all is well."""
        languages = [code for code, _ in settings.LANGUAGES]
        faults = audit(settings.BASE_DIR, languages)
        for fault in faults[:MOST_SHOWN]:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults. `make messages` collects strings; then translate them.")
        self.stdout.write(f"The catalogues of {', '.join(languages)} are complete.")
