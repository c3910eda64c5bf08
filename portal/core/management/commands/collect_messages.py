"""Collect the interface strings into the catalogues."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.core.catalogues import store
from portal.core.catalogues.extract import DOMAINS, collect


class Command(BaseCommand):
    """`manage.py collect_messages`: bring every `.po` to the strings in code, templates and scripts."""

    help = "Collects interface strings into locale/*/LC_MESSAGES/{django,djangojs}.po without xgettext."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Without a language all catalogues are brought up to date."""
        parser.add_argument("--language", action="append", help="only this language's catalogues (may be repeated)")

    def handle(self, *args: Any, language: list[str] | None = None, **options: Any) -> None:
        """Add new strings, drop those used no more, keep every translation."""
        found = {domain: collect(settings.BASE_DIR, domain) for domain in DOMAINS}
        languages = language or [code for code, _ in settings.LANGUAGES]
        for code, domain, path in store.all_paths(settings.BASE_DIR, languages):
            try:
                catalog = store.update(store.read(path, code), found[domain], code)
            except ValueError as error:
                raise CommandError(str(error)) from error
            changed = store.write(catalog, path, code)
            missing = sum(bool(message.id) and not all(_strings(message.string)) for message in catalog)
            note = f", {missing} to translate" if missing else ""
            self.stdout.write(f"{'written' if changed else 'same   '}  {path.relative_to(settings.BASE_DIR)}{note}")


def _strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)
