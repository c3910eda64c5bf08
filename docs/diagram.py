"""Draws the house from its imports: `python -m docs.diagram` writes the diagram in docs/architecture.md."""

import re
import sys
from pathlib import Path

import grimp

PAGE = Path(__file__).with_name("architecture.md")
BEGIN, END = "<!-- diagram: begin -->", "<!-- diagram: end -->"
# A box for each part that a newcomer should know; everything else belongs to the box it starts with.
BOXES = {
    "portal.urls": "urls",
    "portal.views": "views",
    "portal.feeds": "feeds",
    "portal.site_context": "frame of every page",
    "portal.services": "services",
    "portal.models": "models",
    "portal.demo": "demo content",
    "portal.mail": "mail",
    "portal.translations": "translation desk",
    "portal.files": "private files",
    "portal.people": "people",
    "portal.core": "core",
    "portal.accounts": "accounts",
    "courses": "courses",
    "partners_area": "partners' area",
}


def diagram() -> str:
    """Mermaid text: an arrow for each import from one box to another."""
    graph = grimp.build_graph("portal", "courses", "partners_area", include_external_packages=False)
    arrows = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            source, target = _box(module), _box(imported)
            if source and target and source != target:
                arrows.add((source, target))
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'    {_name(box)}["{label}<br/><small>{box}</small>"]' for box, label in BOXES.items()]
    lines += [f"    {_name(source)} --> {_name(target)}" for source, target in sorted(arrows)]
    return "\n".join([*lines, "```"])


def written() -> str:
    """The page with the diagram as the code has it now."""
    text = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    return pattern.sub(lambda _match: f"{BEGIN}\n{diagram()}\n{END}", text)


def _box(module: str) -> str | None:
    return next((box for box in BOXES if module == box or module.startswith(box + ".")), None)


def _name(box: str) -> str:
    return box.replace(".", "_")


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
    sys.exit(0)
