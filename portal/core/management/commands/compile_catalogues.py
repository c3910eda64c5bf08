"""Compile the message catalogues without GNU gettext."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.catalogues import store


class Command(BaseCommand):
    """`manage.py compile_catalogues`: every `.po` in `locale/` to the `.mo` beside it."""

    help = "Compiles locale/*/LC_MESSAGES/*.po in pure Python (no msgfmt needed)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile what is there; a malformed catalogue is named."""
        languages = [code for code, _ in settings.LANGUAGES]
        paths = [found for found in store.all_paths(settings.BASE_DIR, languages) if found[2].exists()]
        try:
            for language, _, path in paths:
                store.compile_to_mo(path, language)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(paths)} catalogues compiled.")
