"""Packages at the edge of what is allowed, made to cost as much time and memory as they can."""

import random
from collections.abc import Callable

from tests.h5p.packages import Files, Raw, dump, entries, library, packed, raw_archive

MB = 1024 * 1024
HTML = [{"name": "a", "type": "text", "tags": ["b", "i", "a", "table", "ul"]}]


def archive(found: Files) -> bytes:
    """Stored, so that no ratio gives it away."""
    return raw_archive([Raw(name.encode(), data, method=0) for name, data in found.items()])


def unpacks_to_much() -> bytes:
    """250 MB in files of 50 MB, as small as the ratio allows."""
    block = random.Random(2).randbytes(300 * 1024)
    big = (block + bytes(49 * MB))[: 49 * MB]
    work = Raw(b"", big).bytes_packed()
    good = [Raw(name.encode(), data) for name, data in entries().items()]
    return raw_archive([*good, *(Raw(b"content/%d.txt" % n, big, packed=work, method=8) for n in range(5))])


def many_values() -> bytes:
    """As many small values as may be kept, in files that are all kept."""
    fields = [{"name": f"f{number}", "type": "text"} for number in range(2_000)]
    found = entries({"a": [{}] * 24_000}, library(semantics=fields))
    for number in range(3):
        found |= library(f"H5P.L{number} 1.0", x=[[]] * 24_000, semantics=fields)
    return archive(found)


def wide_text() -> bytes:
    """Five megabytes of text, four bytes a character in memory."""
    text = "x" * (5 * MB - 200) + "😀"
    return archive(entries({"a": text}, library(semantics=[{"name": "a", "type": "text"}])))


def wide_html(piece: str) -> Callable[[], bytes]:
    """The same where markup is allowed."""

    def make() -> bytes:
        text = piece + "x" * (5 * MB - 200) + "😀"
        return archive(entries({"a": text}, library(semantics=HTML)))

    return make


def long_tail() -> bytes:
    """A stream that ends after two bytes, and goes on for 90 MB."""
    good = [Raw(name.encode(), data) for name, data in entries().items()]
    return raw_archive([*good, *(Raw(b"content/%d.txt" % n, b"", packed=b"\3\0" + bytes(45 * MB)) for n in range(2))])


def many_files() -> bytes:
    """Five thousand files with long names."""
    names = [f"content/{number:05}{'n' * 200}.txt" for number in range(4_990)]
    return archive({**entries(), **dict.fromkeys(names, b"x")})


def many_languages() -> bytes:
    """Forty megabytes of language files, each as full as allowed."""
    text = dump({"semantics": [{"default": "x"}] * 24_000})
    return packed(entries(None, library(files={f"language/l{n}.json": text for n in range(95)})))


def html(piece: str) -> Callable[[], bytes]:
    """Content that is one long text with markup."""

    def make() -> bytes:
        text = piece * (4 * MB // len(piece))
        return archive(entries({"a": text}, library(semantics=HTML)))

    return make


def html_of_many_names() -> bytes:
    """Tags that differ, crossed: what parsers of HTML dread."""
    text = "".join(f"<b class=c{number}><p>" for number in range(200_000))
    return archive(entries({"a": text}, library(semantics=HTML)))


def many_texts_with_tags() -> bytes:
    """Many fields, each with as many tags as one may have."""
    text = "".join(f"<b class=c{number}><p>" for number in range(2_400))
    fields = [{"name": f"f{number}", "type": "text", "tags": ["b"]} for number in range(90)]
    return archive(entries({field["name"]: text for field in fields}, library(semantics=fields)))


def deep_libraries() -> bytes:
    """A chain of libraries, as long as allowed, and each of them knows all others to edit."""
    names = [f"H5P.L{number} 1.0" for number in range(149)]
    chain = [library(name, needs=names[number + 1 : number + 2], editors=names) for number, name in enumerate(names)]
    return packed(entries(None, library(needs=names[:1]), *chain))


def unknown_keys() -> bytes:
    """A content of which the library knows nothing."""
    return archive(entries({f"key{number}": number for number in range(45_000)}))


def choices_in_a_list() -> bytes:
    """Many choices, each among many options, and each the last of them."""
    options = [{"value": f"v{number}"} for number in range(24_000)]
    one = {"name": "a", "type": "list", "field": {"name": "x", "type": "select", "options": options}}
    return archive(entries({"a": ["v23999"] * 98_000}, library(semantics=[one])))


def groups_of_many_fields() -> bytes:
    """Many groups that could have many fields, and have none."""
    fields = [{"name": f"f{number}", "type": "text"} for number in range(16_000)]
    one = {"name": "a", "type": "list", "field": {"name": "x", "type": "group", "fields": fields}}
    return archive(entries({"a": [{}] * 49_000}, library(semantics=[one])))


def activities_of_many_fields() -> bytes:
    """The same with activities, which could be of many kinds, too."""
    kinds = [*(f"H5P.L{number} 1.0" for number in range(30_000)), "H5P.Quiz 1.2"]
    one = {"name": "a", "type": "list", "field": {"name": "x", "type": "library", "options": kinds}}
    fields = [{"name": f"f{number}", "type": "text"} for number in range(12_000)]
    content = {"a": [{"library": "H5P.Quiz 1.2", "params": {}}] * 15_000}
    return archive(entries(content, library(semantics=[one, *fields])))


def escapes() -> bytes:
    """Plain texts that are much longer when they are escaped."""
    fields = [{"name": "a", "type": "list", "field": {"name": "x", "type": "text"}}]
    return archive(entries({"a": ["'" * 490_000] * 5 + ["&" * 490_000] * 5}, library(semantics=fields)))


def one_long_escape() -> bytes:
    """The same as one text."""
    return archive(entries({"a": "&" * (5 * MB - 200)}, library(semantics=[{"name": "a", "type": "text"}])))


def circles() -> bytes:
    """Libraries that all need each other."""
    names = [f"H5P.L{number} 1.0" for number in range(149)]
    return packed(entries(None, library(needs=names), *(library(name, needs=names) for name in names)))


HEAVY: dict[str, Callable[[], bytes]] = {
    "unpacks-to-much": unpacks_to_much,
    "many-values": many_values,
    "wide-text": wide_text,
    "wide-html": wide_html(""),
    "wide-html-tags": wide_html("<p>"),
    "long-tail": long_tail,
    "many-files": many_files,
    "many-languages": many_languages,
    "html-deep": html("<div>"),
    "html-table": html("<table><tr><td>"),
    "html-crossed": html("<b><i><u></b></i></u>"),
    "html-open": html("<"),
    "html-entities": html("&amp"),
    "html-many-names": html_of_many_names,
    "html-many-texts": many_texts_with_tags,
    "deep-libraries": deep_libraries,
    "unknown-keys": unknown_keys,
    "choices-in-a-list": choices_in_a_list,
    "groups-of-many-fields": groups_of_many_fields,
    "activities-of-many-fields": activities_of_many_fields,
    "escapes": escapes,
    "one-long-escape": one_long_escape,
    "circles": circles,
}
