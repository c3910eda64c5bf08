"""The content types' files: what H5P hosts ask of a library, and the same words in four languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.h5p_packages import LIBRARIES

ALL = sorted(path.parent.name for path in LIBRARIES.glob("*/library.json"))
TYPES = [name for name in ALL if not name.startswith("LS4VET.Activity-")]
LANGUAGES = ("en", "hu", "de", "nl")
PLACEHOLDER = re.compile(r"@[a-zA-Z]+")
SAME_IN = {
    "hu": set(),
    "de": {"Text", "Name"},
    "nl": {"Tip", "Id", "Letter"},
}
"""Words that are the same in English and there."""
ALLOWED = {".json", ".js", ".css", ".svg"}
RULES = {
    "title": r".{1,255}",
    "machineName": r"[\w.-]{1,255}",
    "majorVersion": r"\d{1,5}",
    "minorVersion": r"\d{1,5}",
    "patchVersion": r"\d{1,5}",
    "runnable": r"[01]",
}
KNOWN = {
    *RULES, "description", "author", "coreApi", "embedTypes", "fullscreen", "metadataSettings",
    "preloadedJs", "preloadedCss", "preloadedDependencies",
}  # fmt: skip
"""`license` is missing on purpose: hosts know a short list without ours and refuse the package."""


def load(library: str, path: str) -> dict:
    return json.loads((LIBRARIES / library / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("library", ALL)
def test_a_library_says_what_hosts_ask(library: str):
    about = load(library, "library.json")
    assert set(about) <= KNOWN
    for field, rule in RULES.items():
        assert re.fullmatch(rule, str(about[field])), field
    assert library == f"{about['machineName']}-{about['majorVersion']}.{about['minorVersion']}"
    assert about["minorVersion"] > 0, "h5p-standalone loses a zero"
    for need in about.get("preloadedDependencies", []):
        assert (LIBRARIES / f"{need['machineName']}-{need['majorVersion']}.{need['minorVersion']}").is_dir()


@pytest.mark.parametrize("library", ALL)
def test_every_file_is_used_and_allowed(library: str):
    about = load(library, "library.json")
    listed = {one["path"] for kind in ("preloadedJs", "preloadedCss") for one in about[kind]}
    assert all(re.fullmatch(r"([\w-]+/)*[\w-]+\.(js|css)", path) for path in listed)
    folder = LIBRARIES / library
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {path for path in there if path.endswith((".js", ".css"))} == listed
    assert {Path(path).suffix for path in there} <= ALLOWED
    if about["runnable"]:
        assert {"semantics.json", "icon.svg"} | {f"language/{code}.json" for code in LANGUAGES} <= there


@pytest.mark.parametrize("path", sorted(LIBRARIES.rglob("*.js")), ids=lambda path: path.name)
def test_scripts_need_no_more_than_a_strict_page_allows(path: Path):
    """No code from text, no markup from text, no storage, no other address, no file too long to read."""
    script = path.read_text(encoding="utf-8")
    for never in (
        r"\beval\b",
        r"new Function",
        r"insertAdjacentHTML",
        r"outerHTML",
        r"localStorage",
        r"\bimport\b",
        r"\bfetch\(",
    ):
        assert not re.search(never, script), never
    assert re.findall(r"(\w+)\.innerHTML", script) == (["reader"] if path.name == "elements.js" else [])
    addresses = set(re.findall(r"https?://[^\"`']+", script))
    assert all(address.startswith(("https://ls4vet.itstudy.hu/xapi/", "http://adlnet.gov/expapi/",
                                   "http://www.w3.org/2000/svg")) for address in addresses)  # fmt: skip
    assert len(script.splitlines()) < 300


@pytest.mark.parametrize("library", TYPES)
def test_semantics_are_complete(library: str):
    """Every field has a name that is a word, a label and an importance; every text can be found by a translator."""
    for path, field in fields(load(library, "semantics.json")):
        assert re.fullmatch(r"[a-zA-Z0-9]+", field["name"]), path
        assert field["label"], path
        if field.get("widget") == "none":
            assert field["name"] == "id", path
            continue
        assert field["importance"] in ("low", "medium", "high"), path
        if field["type"] == "group":
            assert len(field["fields"]) > 1, f"{path}: H5P flattens a group of one"
        if field["type"] == "select" and "default" in field:
            assert field["default"] in {option["value"] for option in field["options"]}, path
        if field["type"] == "text" and "default" in field and "maxLength" in field:
            assert len(field["default"]) <= field["maxLength"], path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("library", TYPES)
def test_a_language_file_says_everything_at_its_place(library: str, language: str):
    """H5P's language files have no keys but positions: the same shape, every word, every placeholder."""
    source = load(library, "semantics.json")
    told = load(library, f"language/{language}.json")["semantics"]
    pairs = list(words(source, told))
    assert len(pairs) > 30
    for path, here, there in pairs:
        assert there.strip(), path
        assert sorted(PLACEHOLDER.findall(there)) == sorted(PLACEHOLDER.findall(here)), path
        if language == "en":
            assert there == here, path
        elif here == there and not re.fullmatch(r"[A-Z]", here):
            assert here in SAME_IN[language], f"{path}: {here}"


def fields(semantics: list[dict], at: str = "") -> Iterator[tuple[str, dict]]:
    """Every field with its path."""
    for field in semantics:
        path = f"{at}{field['name']}"
        yield path, field
        yield from fields(field.get("fields", []), f"{path}.")
        if field["type"] == "list":
            yield from fields([field["field"]], f"{path}[].")


def words(source: list[dict], told: list[dict], at: str = "") -> Iterator[tuple[str, str, str]]:
    """Each text of the semantics beside what a language file has at the same place."""
    assert len(source) == len(told), at
    for field, other in zip(source, told, strict=True):
        path = f"{at}{field['name']}"
        for name in ("label", "description", "entity", *(["default"] if field["type"] == "text" else [])):
            if name in field:
                yield f"{path}#{name}", field[name], other[name]
        for option, label in zip(field.get("options", []), other.get("options", []), strict=True):
            yield f"{path}={option['value']}", option["label"], label["label"]
        yield from words(field.get("fields", []), other.get("fields", []), f"{path}.")
        if field["type"] == "list":
            yield from words([field["field"]], [other["field"]], f"{path}[].")
