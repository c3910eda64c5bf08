"""A demo of five pages in four languages, written into a folder: small enough to load in each test."""

import textwrap
from pathlib import Path
from typing import Any

import yaml

from tests.factories.records import LANGUAGES, SVG

TREE: list[dict[str, Any]] = [
    {"key": "home", "type": "HomePage", "parent": None, "menu": False, "fields": {"primary_page": "about"}},
    {"key": "about", "type": "StandardPage", "parent": "home", "menu": True, "fields": {"show_children": True}},
    {"key": "news", "type": "NewsIndexPage", "parent": "home", "menu": True},
    {
        "key": "news-first",
        "type": "NewsPage",
        "parent": "news",
        "menu": False,
        "fields": {"date": "2023-03-01", "category": "project", "image": "triangle", "related": ["about"]},
    },
    {"key": "events", "type": "EventIndexPage", "parent": "home", "menu": True},
    {
        "key": "meeting",
        "type": "EventPage",
        "parent": "events",
        "menu": False,
        "fields": {
            "start": "2022-11-10 09:00",
            "end": "2022-11-11 16:00",
            "timezone": "Europe/Malta",
            "mode": "in_person",
            "kind": "partners",
            "country": "MT",
            "event_languages": "en",
        },
    },
    {"key": "results", "type": "ResultIndexPage", "parent": "home", "menu": True},
    {"key": "io1", "type": "ResultPage", "parent": "results", "menu": False, "fields": {"result": "IO1"}},
]

BODY = """\
## Heading {L}

First paragraph {L} with **bold** and a [link {L}](page:about).

- one {L}
- two {L}

::: steps
1. **Plan {L}.** Together {L}
2. **Teach {L}.** Observed {L}
:::

::: terms
- **Lesson {L}.** What happens {L}
:::

::: callout info Title {L}
A few words {L}.
:::

::: figure triangle
Caption {L}
:::

::: diagram cycle
Drawn {L}
:::

::: quote Someone {L}
Said {L}
:::

::: note
Beside {L}
:::

::: funding
:::

::: pages about news
:::
"""
PROGRAMME = """\
Together {L}.

::: day Thursday {L}
- 09:00 **Welcome {L}.** With coffee {L}
- **Close {L}.**
:::

::: speakers
- Researcher {L}, University {L}
:::
"""

FRONT: dict[str, dict[str, Any]] = {
    "home": {"headline": "Headline {L}", "primary_label": "About {L}"},
    "news-first": {"author": "Team {L}"},
    "meeting": {"venue": "Hall {L}", "city": "Msida {L}"},
    "io1": {"audience": "Teachers {L}", "contents": ["Chapter one {L}", "Chapter two {L}"]},
}
BODIES = {"about": BODY, "news-first": "Short text {L}.\n", "meeting": PROGRAMME, "io1": "About the model {L}.\n"}

RECORDS: dict[str, Any] = {
    "organisations": {
        "elte": {
            "city": "Budapest",
            "country": "HU",
            "role": "coordinator",
            "website": "https://www.elte.hu/",
            "latitude": 47.49,
            "longitude": 19.05,
            "name_language": "",
            "sort_order": 1,
        }
    },
    "ideas": {"1": {"number": 1}},
    "categories": {"project": {"sort_order": 1}},
    "settings": {"acronym": "MINI", "funding_regime": "2014-2020", "agency": "Agency"},
    "results": {
        "IO1": {
            "sort_order": 1,
            "state": "published",
            "licence": "CC BY 4.0",
            "licence_url": "https://creativecommons.org/licenses/by/4.0/",
            "authors": "Consortium",
            "lead_organisation": "elte",
            "versions": [
                {"number": "1.0", "date": "2022-01-31", "current": True, "files": [{"language": "en", "format": "pdf"}]}
            ],
        }
    },
    "images": {"triangle": {"file": "triangle.svg"}},
    "funding": [
        {"regime": "2014-2020", "kind": "statement", "language": "en", "text": "Co-funded", "source": "guide"},
    ],
}


def labels(language: str) -> dict[str, Any]:
    """The words of the records in one language."""
    mark = language.upper()
    return {
        "organisations": {
            "elte": {"name": f"ELTE {mark}", "unit": "", "summary": f"Leads {mark}", "people": [f"Coordinator {mark}"]}
        },
        "ideas": {"1": {"name": f"Inquire {mark}", "statement": f"They ask {mark}", "summary": f"Why {mark}"}},
        "categories": {"project": {"name": f"Project {mark}"}},
        "settings": {"name": f"Mini {mark}", "tagline": f"Small {mark}", "footer_text": f"End {mark}"},
        "results": {"IO1": {"versions": {"1.0": {"note": f"First {mark}"}}, "files": {"title": f"Model {mark}"}}},
        "images": {"triangle": {"description": f"A triangle {mark}"}},
    }


def page_text(key: str, language: str) -> str:
    """One content file."""
    mark = language.upper()
    front = {"title": f"{key} {{L}}", "slug": f"{key}-{language}", "seo": "About {L}", "lead": "Lead {L}"}
    front |= FRONT.get(key, {})
    yaml_text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False).replace("{L}", mark)
    return f"---\n{yaml_text}---\n{BODIES.get(key, '').replace('{L}', mark)}"


def write_demo(root: Path) -> Path:
    """Write everything below `root`, which a test may then spoil; returns it."""
    for folder in ("tree", "records", "images", "files", *(f"content/{language}" for language in LANGUAGES)):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "tree" / "10-all.yaml").write_text(yaml.safe_dump(TREE, sort_keys=False))
    for name, rows in RECORDS.items():
        (root / "records" / f"{name}.yaml").write_text(yaml.safe_dump(rows, sort_keys=False))
    (root / "images" / "triangle.svg").write_bytes(SVG)
    (root / "files" / "io1-en.pdf").write_bytes(b"%PDF-1.7 mini")
    for language in LANGUAGES:
        folder = root / "content" / language
        words = labels(language)
        site = {name: words.pop(name) for name in ("ideas", "settings")}
        (folder / "labels-site.yaml").write_text(yaml.safe_dump(site, allow_unicode=True))
        (folder / "labels-records.yaml").write_text(yaml.safe_dump(words, allow_unicode=True))
        for row in TREE:
            (folder / f"{row['key']}.md").write_text(page_text(row["key"], language))
    return root


def change(root: Path, place: str, old: str, new: str) -> None:
    """Replace words in one file below the root; the old words must be there."""
    path = root / place
    text = path.read_text()
    assert old in text, f"{old!r} is not in {place}"
    path.write_text(text.replace(old, textwrap.dedent(new)))
