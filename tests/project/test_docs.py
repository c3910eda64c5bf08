"""The documents say what is true now."""

import re
from pathlib import Path

import pytest

from docs import diagram, model_diagram

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "deploy" / "README.md"]


def test_the_diagram_of_the_courses_data_is_drawn_from_the_models():
    told = model_diagram.PAGE.read_text(encoding="utf-8")
    assert model_diagram.written() == told, "run: python -m docs.model_diagram"


def test_the_diagram_is_drawn_from_the_code_as_it_is():
    assert diagram.written() == diagram.PAGE.read_text(encoding="utf-8"), "run: python -m docs.diagram"


@pytest.mark.parametrize("document", PAGES, ids=lambda document: str(document.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_command_of_the_readme_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?m)(?:`|^)make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named - targets == set()


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if path.name not in index] == []
