"""Strings of the interface: gettext catalogues, with people's own wordings above them.

A thing is a folder of the code in one catalogue ("django:templates/portal"); the desk shows them as groups.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.catalogues import store
from portal.core.catalogues.extract import DOMAINS
from portal.core.errors import InvalidContent
from portal.core.translatables import Kind, Text, Thing
from portal.translations.choices import Room
from portal.translations.models import CatalogueOverride

ROOMS = (("courses", Room.COURSE), ("partners_area", Room.PARTNERS), ("portal/core", Room.FOUNDATION))


class Entry(NamedTuple):
    """One message of a catalogue, in all its plural forms."""

    domain: str
    group: str
    context: str
    ids: tuple[str, ...]
    forms: tuple[str, ...]
    comment: str

    @property
    def digest(self) -> str:
        """Its name in paths and in the database."""
        return digest_of(self.context, self.ids[0])


def digest_of(context: str, msgid: str) -> str:
    """Names a message of any length."""
    return hashlib.md5(f"{context}\x04{msgid}".encode(), usedforsecurity=False).hexdigest()


def catalogue(domain: str, language: str) -> dict[str, Entry]:
    """A catalogue of the code, by digest; read again when its file has changed."""
    path = store.po_path(settings.BASE_DIR, language, domain)
    return _read(path, domain, language, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=32)
def _read(path: Path, domain: str, language: str, _changed: int) -> dict[str, Entry]:
    found = {}
    for message in store.read(path, language):
        if not message.id or message.fuzzy:
            continue
        ids = tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)
        forms = tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)
        places = sorted(file for file, _line in message.locations)
        entry = Entry(
            domain, _group(places), message.context or "", ids, forms, "\n".join(message.auto_comments).strip()
        )
        found[entry.digest] = entry
    return found


def _group(places: list[str]) -> str:
    return str(PurePosixPath(places[0]).parent) if places else "."


def override_forms(language: str, domain: str | None = None) -> dict[tuple[str, str], CatalogueOverride]:
    """People's wordings in a language, by domain and digest."""
    rows = CatalogueOverride.objects.filter(language=language)
    rows = rows.filter(domain=domain) if domain else rows
    return {(row.domain, row.digest): row for row in rows}


class InterfaceKind(Kind):
    """The catalogues, grouped by where their strings are used."""

    name = "interface"
    label = gettext_lazy("Interface")

    def things(self) -> Iterator[Thing]:
        """One for each folder and catalogue."""
        for domain in DOMAINS:
            groups = {entry.group for entry in catalogue(domain, settings.LANGUAGE_CODE).values()}
            for group in sorted(groups):
                yield self._thing(f"{domain}:{group}")

    def thing(self, key: str) -> Thing | None:
        """One group, if the code still has it."""
        domain, _colon, group = key.partition(":")
        known = domain in DOMAINS and any(
            entry.group == group for entry in catalogue(domain, settings.LANGUAGE_CODE).values()
        )
        return self._thing(key) if known else None

    def texts(self, thing: Thing, language: str) -> list[Text]:
        """Its strings; each plural form is a string of its own."""
        domain, _colon, group = thing.key.partition(":")
        originals = catalogue(domain, thing.source_language)
        translated = catalogue(domain, language)
        own, english = override_forms(language, domain), override_forms(thing.source_language, domain)
        texts = []
        for digest, entry in originals.items():
            if entry.group != group:
                continue
            row, other = own.get((domain, digest)), translated.get(digest)
            source = english.get((domain, digest))
            for number, msgid in enumerate(entry.ids):
                words = row.forms.get(str(number), "") if row else ""
                said = other.forms[number] if other and number < len(other.forms) else ""
                texts.append(
                    Text(
                        path=f"{digest}:{number}",
                        source=(source.forms.get(str(number)) if source else "") or msgid,
                        target=words or said,
                        place=", ".join(part for part in (entry.context, entry.comment) if part),
                        markup="<" in msgid,
                        machine=bool(row and row.machine),
                        by=row.changed_by_id if row else None,
                        at=row.changed_at if row else None,
                    )
                )
        return texts

    def write(self, thing: Thing, language: str, path: str, text: str, *, user: Any, machine: bool = False) -> None:
        """Keep a wording above the catalogue; empty words bring the catalogue's back."""
        domain, _colon, _group_name = thing.key.partition(":")
        digest, _colon, number = path.partition(":")
        entry = catalogue(domain, settings.LANGUAGE_CODE).get(digest)
        if entry is None or not number.isdigit() or int(number) >= len(entry.ids):
            raise InvalidContent(_("The interface does not use this string any more."))
        row = CatalogueOverride.objects.filter(domain=domain, language=language, digest=digest).first()
        row = row or CatalogueOverride(domain=domain, language=language, digest=digest)
        row.context, row.msgid = entry.context, entry.ids[0]
        known = catalogue(domain, language).get(digest)
        same = known is not None and int(number) < len(known.forms) and known.forms[int(number)] == text
        row.forms = {key: words for key, words in row.forms.items() if key != number}
        if text and not same:
            row.forms[number] = text
        row.machine, row.changed_by = machine, user
        if row.forms:
            row.save()
        elif row.pk:
            row.delete()

    @staticmethod
    def _thing(key: str) -> Thing:
        domain, _colon, group = key.partition(":")
        names = {"django": _("Interface"), "djangojs": _("Interface, scripts")}
        room = next((room for start, room in ROOMS if group.startswith(start)), None)
        room = room or (Room.SITE if group.startswith(("templates", "portal")) else Room.FOUNDATION)
        return Thing(key, f"{names[domain]}: {group}", settings.LANGUAGE_CODE, room)
