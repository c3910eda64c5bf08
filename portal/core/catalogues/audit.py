"""What is wrong with a catalogue, in sentences a translator can act on."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from portal.core.catalogues import store
from portal.core.catalogues.extract import DOMAINS, Found, collect

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|(?<!%)%[sdif]|\{\w*\}")


def audit(root: Path, languages: Iterable[str]) -> list[str]:
    """Every fault of every catalogue: missing, left over, empty, fuzzy, wrong placeholders, wrong plurals."""
    found = {domain: collect(root, domain) for domain in DOMAINS}
    faults = []
    for language, domain, path in store.all_paths(root, languages):
        name = path.relative_to(root).as_posix()
        if not path.exists():
            faults.append(f"{name}: is missing")
            continue
        try:
            catalog = store.read(path, language)
        except ValueError as error:
            faults.append(str(error))
            continue
        faults += [f"{name}: {fault}" for fault in catalogue_faults(catalog, found[domain])]
    return faults


def catalogue_faults(catalog: Catalog, found: Iterable[Found]) -> Iterator[str]:
    """The faults of one catalogue against the strings of the code."""
    if catalog.plural_forms.rstrip(";") != store.PLURAL_FORMS.rstrip(";"):
        yield f"Plural-Forms is “{catalog.plural_forms}”, should be “{store.PLURAL_FORMS}”"
    wanted = {_key(entry.id, entry.context): entry for entry in found}
    present = {_key(message.id, message.context): message for message in catalog if message.id}
    for key in sorted(wanted.keys() - present.keys()):
        yield f"{key[0]!r} ({', '.join(sorted(wanted[key].files))}) is not in the catalogue"
    for key in sorted(present.keys() - wanted.keys()):
        yield f"{key[0]!r} is used nowhere any more"
    for key in sorted(present.keys() & wanted.keys()):
        yield from (f"{key[0]!r} {fault}" for fault in message_faults(present[key], wanted[key]))


def message_faults(message: Message, wanted: Found) -> Iterator[str]:
    """The faults of one string's translation."""
    plural = isinstance(wanted.id, tuple)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
    if message.fuzzy:
        yield "is marked fuzzy"
    if plural != isinstance(message.id, tuple | list) or len(strings) != (2 if plural else 1):
        yield f"needs {'two plural forms' if plural else 'one translation'}, has {len(strings)}"
        return
    if not all(strings):
        yield "is not translated"
        return
    originals = wanted.id if isinstance(wanted.id, tuple) else (wanted.id,)
    allowed = [sorted(PLACEHOLDER.findall(text)) for text in originals]
    for text in strings:
        if sorted(PLACEHOLDER.findall(text)) not in allowed:
            yield f"has other placeholders than its translation {text!r}"


def _key(message_id: str | tuple[str, ...] | list[str], context: str | None) -> tuple[str, str]:
    return (message_id if isinstance(message_id, str) else message_id[0]), context or ""
