"""The packages in `tests/data/h5p`: as their semantics want them, and the same activity in four languages."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from tests.h5p_packages import LIBRARIES, PACKAGES, h5p_bytes, names, package_files, parameters

LANGUAGES = ("en", "hu", "de", "nl")
UNIVERSAL = {"id", "bin", "leadsTo", "kind", "isTrue", "reason", "correct", "letter"}
"""What carries no words: it must be the same in every language."""


def semantics(name: str) -> list[dict]:
    main = json.loads((PACKAGES / name / "h5p.json").read_text(encoding="utf-8"))["mainLibrary"]
    return json.loads((LIBRARIES / f"{main}-1.1" / "semantics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_parameters_are_what_the_semantics_want(name: str, language: str):
    assert list(wrong(semantics(name), parameters(name, language), "")) == []


@pytest.mark.parametrize("name", names())
def test_only_words_differ_between_languages(name: str):
    """Right answers hang on ids and choices of the author, never on words or their places in a language."""
    source = dict(leaves(parameters(name)))
    for language in LANGUAGES[1:]:
        told = dict(leaves(parameters(name, language)))
        assert told.keys() == source.keys()
        same = {path for path, value in source.items() if value == told[path] and isinstance(value, str)}
        plain = {path for path in same if path.rsplit(".", 1)[-1] not in UNIVERSAL and source[path]}
        assert {source[path] for path in plain} <= {"Tip", "Product"}, f"{language} says the same"
        for path, value in source.items():
            if path.rsplit(".", 1)[-1] in UNIVERSAL and not path.startswith("l10n."):
                assert told[path] == value, path


def test_ids_are_each_there_once():
    for name in names():
        for path, value in leaves(parameters(name)):
            assert not path.endswith(".id") or value
        for items in lists(parameters(name)):
            ids = [item["id"] for item in items if isinstance(item, dict)]
            assert len(set(ids)) == len(ids), name


def test_the_same_input_gives_the_same_bytes():
    assert h5p_bytes("case-filming", "nl") == h5p_bytes("case-filming", "nl")


def test_a_package_holds_its_libraries_and_nothing_else():
    with zipfile.ZipFile(io.BytesIO(h5p_bytes("ordering-the-cycle", "hu"))) as archive:
        inside = archive.namelist()
        about = json.loads(archive.read("h5p.json"))
    assert inside == sorted(package_files("ordering-the-cycle", "hu"))
    assert {path.split("/")[0] for path in inside} == {
        "h5p.json", "content", "LS4VET.Activity-1.1", "LS4VET.Ordering-1.1",
    }  # fmt: skip
    assert about["language"] == "hu"
    assert about["title"] == parameters("ordering-the-cycle", "hu")["task"]


def wrong(fields: list[dict], values: dict, at: str) -> Iterator[str]:
    """What a host would drop or complain about."""
    for name in values.keys() - {field["name"] for field in fields}:
        yield f"{at}{name}: unknown"
    for field in fields:
        path, value = f"{at}{field['name']}", values.get(field["name"])
        if value is None:
            if not field.get("optional"):
                yield f"{path}: missing"
            continue
        yield from wrong_value(field, value, path)


def wrong_value(field: dict, value: object, path: str) -> Iterator[str]:
    """One value against one field."""
    if field["type"] == "group":
        yield from wrong(field["fields"], value, f"{path}.")
    elif field["type"] == "list":
        if not field.get("min", 0) <= len(value) <= field["max"]:
            yield f"{path}: {len(value)} items"
        for place, one in enumerate(value):
            yield from wrong_value(field["field"], one, f"{path}.{place}")
    elif field["type"] == "select":
        if value not in {option["value"] for option in field["options"]}:
            yield f"{path}: {value}"
    elif field["type"] == "boolean":
        if not isinstance(value, bool):
            yield f"{path}: {value}"
    elif not isinstance(value, str) or len(value) > field.get("maxLength", 10_000):
        yield f"{path}: too long"


def leaves(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Every single value with its path."""
    if isinstance(value, dict | list):
        for name, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, f"{at}.{name}" if at else str(name))
    else:
        yield at, value


def lists(value: object) -> Iterator[list]:
    """Every list, however deep."""
    if isinstance(value, list):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from lists(one)
