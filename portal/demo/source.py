"""Reads the whole demo and checks it before anything is stored: every problem is found and named at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

from portal.core.choices import CalloutTone, Diagram
from portal.core.seeding import SeedError
from portal.demo.grammar import Document, GrammarError, parse

HERE = Path(__file__).parent
RECORDS = ("organisations", "ideas", "categories", "settings", "results", "images", "funding")
PAGE_FIELDS = ("primary_page", "secondary_page", "course_page")


@dataclass
class PagePlan:
    """One page: what all languages share, and its words in each of them."""

    key: str
    type: str
    parent: str | None
    menu: bool
    fields: dict[str, Any]
    texts: dict[str, Document] = field(default_factory=dict)


@dataclass
class Source:
    """Everything the loader needs, checked."""

    pages: list[PagePlan]
    records: dict[str, Any]
    labels: dict[str, dict[str, Any]]


def read(languages: list[str], root: Path = HERE) -> Source:
    """Read the demo below `root` in these languages, the first being the source. Raises SeedError."""
    problems: list[str] = []
    pages = _tree(root, problems)
    for plan in pages:
        for language in languages:
            path = root / "content" / language / f"{plan.key}.md"
            try:
                plan.texts[language] = parse(path.read_text(encoding="utf-8"))
            except FileNotFoundError:
                problems.append(f"content/{language}/{plan.key}.md is missing: every page needs all languages.")
            except GrammarError as error:
                problems.append(f"content/{language}/{plan.key}.md: {error}.")
    labels = {language: _labels(root, language, problems) for language in languages}
    records = {name: _yaml(root / "records" / f"{name}.yaml", root, problems) for name in RECORDS}
    _check(pages, languages, problems)
    problems += _unknown_types_and_pictures(pages, records.get("images"))
    if problems:
        raise SeedError(problems)
    return Source(pages, records, labels)


def _tree(root: Path, problems: list[str]) -> list[PagePlan]:
    pages = []
    for path in sorted((root / "tree").glob("*.yaml")):
        for row in _yaml(path, root, problems) or []:
            pages.append(PagePlan(row["key"], row["type"], row["parent"], row["menu"], row.get("fields") or {}))
    return pages


def _yaml(path: Path, root: Path, problems: list[str]) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{path.relative_to(root)} is missing.")
    except yaml.YAMLError as error:
        problems.append(f"{path.relative_to(root)} is not YAML: {error}.")
    return None


def _labels(root: Path, language: str, problems: list[str]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name in ("labels-site.yaml", "labels-records.yaml"):
        merged |= _yaml(root / "content" / language / name, root, problems) or {}
    return merged


def _check(pages: list[PagePlan], languages: list[str], problems: list[str]) -> None:
    keys = {plan.key for plan in pages}
    seen: set[str] = set()
    for plan in pages:
        if plan.parent is not None and plan.parent not in seen:
            problems.append(f"tree: “{plan.key}” stands below “{plan.parent}”, which does not come before it.")
        seen.add(plan.key)
        linked = [plan.fields[name] for name in PAGE_FIELDS if plan.fields.get(name)] + plan.fields.get("related", [])
        problems += [
            f"tree: “{plan.key}” names the page “{key}”, which does not exist." for key in linked if key not in keys
        ]
        for language, text in plan.texts.items():
            where = f"content/{language}/{plan.key}.md"
            problems += [f"{where}: the link page:{key} leads nowhere." for key in sorted(text.page_links - keys)]
            problems += [f"{where}: “{name}” is missing." for name in ("title", "slug") if not text.front.get(name)]
            problems += [f"{where}: there is no {what}." for what in _unknown_names(text)]
            problems += _differences(where, text, plan.texts.get(languages[0]))


def _unknown_types_and_pictures(pages: list[PagePlan], images: dict[str, Any] | None) -> list[str]:
    """What would fail only while storing: page types, front matter names and pictures that do not exist."""
    problems = []
    for plan in pages:
        try:
            model = apps.get_model("portal", plan.type)
        except LookupError:
            problems.append(f"tree: “{plan.key}” has the type “{plan.type}”, which does not exist.")
            continue
        known = {field.name for field in model._meta.get_fields()} | {"seo"}
        problems += [
            f"content/{language}/{plan.key}.md: a {plan.type} has no “{name}”."
            for language, text in plan.texts.items()
            for name in sorted(set(text.front) - known)
        ]
        shown = [block.argument for text in plan.texts.values() for block in text.blocks if block.name == "figure"]
        shown += [plan.fields["image"]] if "image" in plan.fields else []
        problems += [
            f"“{plan.key}” shows the picture “{name}”, which records/images.yaml does not name."
            for name in sorted(set(shown) - set(images or shown))
        ]
    return problems


def _unknown_names(text: Document) -> list[str]:
    drawn = [block.argument for block in text.blocks if block.name == "diagram"]
    tones = [block.argument.partition(" ")[0] for block in text.blocks if block.name == "callout"]
    return [f"diagram “{name}”" for name in drawn if name not in Diagram.values] + [
        f"tone “{name}” of a callout" for name in tones if name not in CalloutTone.values
    ]


def _differences(where: str, text: Document, source: Document | None) -> list[str]:
    if source is None:
        return []
    problems = []
    if set(text.front) != set(source.front):
        names = ", ".join(sorted(set(text.front) ^ set(source.front)))
        problems.append(f"{where}: the front matter differs from the source in: {names}.")
    if text.shape != source.shape:
        pairs = zip(text.shape + ["nothing"], source.shape + ["nothing"], strict=False)
        own, wanted = next((a, b) for a, b in pairs if a != b)
        problems.append(f"{where}: blocks differ from the source: {own} stands where {wanted} should.")
    return problems
