"""Join the imports of main.css, in the order of its layers, into one small style sheet."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import rcssmin

ORDER = re.compile(r"@layer\s+([\w\s,-]+);")
IMPORT = re.compile(r'@import\s+url\("([^"]+)"\)(?:\s+layer\((\w+)\))?\s*;')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INSIDE = re.compile(r"(?<=[\w\])*]) +(?=:(?:is|not|where|has)\()")
"""The space of “tbody :is(th, td)”: in a nested rule the minifier takes “ :” for a declaration’s and drops it."""


def imports(main: Path) -> list[tuple[str, str]]:
    """Layer ("" for none) and file name of each import, in the order in which they take effect."""
    text = COMMENT.sub("", main.read_text())
    order = ["", *re.split(r"\s*,\s*", _layers(text)[1].strip())]
    found = [(layer, name) for name, layer in IMPORT.findall(text)]
    return sorted(found, key=lambda entry: order.index(entry[0]))


def sources(main: Path) -> list[Path]:
    """main.css and the files it imports."""
    return [main, *(main.parent / name for _, name in imports(main))]


def _layers(text: str) -> re.Match[str]:
    match = ORDER.search(text)
    if match is None:
        raise ValueError("main.css does not name the order of its layers")
    return match


def _parts(main: Path) -> Iterator[str]:
    yield _layers(COMMENT.sub("", main.read_text()))[0]
    for layer, entries in groupby(imports(main), key=lambda entry: entry[0]):
        rules = "\n".join((main.parent / name).read_text() for _, name in entries)
        yield f"@layer {layer} {{\n{rules}\n}}" if layer else rules


def join(main: Path) -> str:
    """The whole style sheet, without comments and needless spaces."""
    return rcssmin.cssmin(INSIDE.sub(" *", "\n".join(_parts(main))))


def make(main: Path) -> bytes:
    """The same as a file."""
    return join(main).encode()
