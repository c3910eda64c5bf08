"""Files that translation tools read and write: PO and XLIFF 1.2. Pure: units in, bytes out, and the other way round.

polib is what wagtail-localize uses for PO (runner-up: babel, which drops what it does not know); XLIFF is read by
defusedxml, which refuses entities and document types (runner-up: translate-toolkit, a hundred formats we don't need).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree

import polib  # type: ignore[import-untyped]
from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LARGEST = 5 * 1024 * 1024
MOST = 2000
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
TYPES = {"po": ("text/x-gettext-translation", "po"), "xliff": ("application/x-xliff+xml", "xlf")}


class Unit(NamedTuple):
    """One string on its way."""

    kind: str
    key: str
    path: str
    source: str
    target: str
    title: str = ""
    place: str = ""
    old_source: str = ""


class Parcel(NamedTuple):
    """What a file holds."""

    language: str
    units: list[Unit]


class Unreadable(ValueError):
    """A file that cannot be what it should be; the message is for people."""


def write(name: str, units: Iterable[Unit], *, source: str, language: str) -> bytes:
    """A file of this format."""
    return {"po": _write_po, "xliff": _write_xliff}[name](units, source, language)


def read(content: bytes) -> Parcel:
    """Whatever format it is. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(_("The file is too large: 5 MB at most. Export fewer texts at once."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not written in UTF-8.")) from error
    if "\x00" in text:
        raise Unreadable(_("This is neither a PO nor an XLIFF file."))
    parcel = _read_xliff(text) if text.lstrip().startswith("<") else _read_po(text)
    if len(parcel.units) > MOST:
        raise Unreadable(_("The file has more than 2,000 strings. Bring it back in parts."))
    return parcel


def _write_po(units: Iterable[Unit], source: str, language: str) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": language,
        "X-Source-Language": source,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in units:
        entry = polib.POEntry(
            msgctxt=_name(unit), msgid=unit.source, msgstr=unit.target, comment=f"{unit.title}\n{unit.place}".strip()
        )
        if unit.old_source:
            entry.flags.append("fuzzy")
            entry.previous_msgid = unit.old_source
        file.append(entry)
    return str(file).encode()


def _read_po(text: str) -> Parcel:
    if 'msgid "' not in text or "\n" not in text.strip():
        raise Unreadable(_("This is neither a PO nor an XLIFF file."))
    try:
        file = polib.pofile(text)
    except (OSError, ValueError, IndexError, AttributeError) as error:
        raise Unreadable(_("The PO file is broken: %(error)s") % {"error": str(error)[:200]}) from error
    units = [
        _unit(entry.msgctxt or "", entry.msgid, entry.msgstr)
        for entry in file
        if entry.msgid and not entry.obsolete and "fuzzy" not in entry.flags
    ]
    return Parcel(file.metadata.get("Language", "").strip(), units)


def _write_xliff(units: Iterable[Unit], source: str, language: str) -> bytes:
    ElementTree.register_namespace("", XLIFF)
    root = ElementTree.Element(f"{{{XLIFF}}}xliff", version="1.2")
    bodies: dict[tuple[str, str], ElementTree.Element] = {}
    for unit in units:
        place = (unit.kind, unit.key)
        if place not in bodies:
            names = {"original": f"{unit.kind}|{unit.key}", "datatype": "plaintext"}
            languages = {"source-language": source, "target-language": language}
            file = ElementTree.SubElement(root, f"{{{XLIFF}}}file", {**names, **languages})
            bodies[place] = ElementTree.SubElement(file, f"{{{XLIFF}}}body")
        row = ElementTree.SubElement(bodies[place], f"{{{XLIFF}}}trans-unit", id=unit.path)
        ElementTree.SubElement(row, f"{{{XLIFF}}}source").text = _plain(unit.source)
        state = "needs-translation" if not unit.target else "needs-adaptation" if unit.old_source else "translated"
        ElementTree.SubElement(row, f"{{{XLIFF}}}target", state=state).text = _plain(unit.target)
        for note in (f"{unit.title}, {unit.place}".strip(", "), unit.old_source and f"Before: {unit.old_source}"):
            if note:
                ElementTree.SubElement(row, f"{{{XLIFF}}}note").text = _plain(note)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _read_xliff(text: str) -> Parcel:
    try:
        root = SafeTree.fromstring(text.encode(), forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise Unreadable(_("The XLIFF file is broken or not safe, so it was not read.")) from error
    if root.tag != f"{{{XLIFF}}}xliff":
        raise Unreadable(_("Only XLIFF 1.2 is understood."))
    units, languages = [], set()
    for file in root.iter(f"{{{XLIFF}}}file"):
        languages.add(file.get("target-language", ""))
        for row in file.iter(f"{{{XLIFF}}}trans-unit"):
            source, target = row.find(f"{{{XLIFF}}}source"), row.find(f"{{{XLIFF}}}target")
            if target is None or target.get("state") in ("needs-translation", "needs-adaptation", "new"):
                continue
            name = f"{file.get('original', '')}|{row.get('id', '')}"
            units.append(_unit(name, _words(source), _words(target)))
    if len(languages) > 1:
        raise Unreadable(_("The file holds several languages. Bring them back one by one."))
    return Parcel(languages.pop() if languages else "", units)


def _words(element: ElementTree.Element | None) -> str:
    return "".join(element.itertext()) if element is not None else ""


def _name(unit: Unit) -> str:
    return f"{unit.kind}|{unit.key}|{unit.path}"


def _unit(name: str, source: str, target: str) -> Unit:
    kind, _bar, rest = name.partition("|")
    key, _bar, path = rest.partition("|")
    return Unit(kind, key, path, source, target or "")


def _plain(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
