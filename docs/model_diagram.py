"""Draws the records of the course from its models: `python -m docs.model_diagram` writes docs/course-model.md."""

import os
import re
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("course-model.md")
BEGIN, END = "<!-- diagram: begin -->", "<!-- diagram: end -->"
LEFT_OUT = re.compile(r"H5P(?!Activity$|Attempt$)")
"""The player's own tables: docs/h5p-engine.md."""


def diagram() -> str:
    """Mermaid text: a box for each record, a line for each foreign key, and the keys all languages share as fields."""
    from django.apps import apps

    models = [model for model in apps.get_app_config("courses").get_models() if not LEFT_OUT.match(model.__name__)]
    lines = ["```mermaid", "erDiagram"]
    for model in sorted(models, key=lambda one: one.__name__):
        lines += _box(model) + [line for field in model._meta.fields for line in _line(model, field, models)]
    return "\n".join([*lines, "```"])


def written() -> str:
    """The page with the diagram as the models have it now."""
    text = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    return pattern.sub(lambda _match: f"{BEGIN}\n{diagram()}\n{END}", text)


def _box(model: Any) -> list[str]:
    """Its keys: what names something in every language."""
    keys = [field.name for field in model._meta.fields if field.get_internal_type() == "UUIDField"]
    return [f"    {model.__name__} {{", *(f"        uuid {name}" for name in keys), "    }"] if keys else []


def _line(model: Any, field: Any, models: list[Any]) -> list[str]:
    target = field.related_model if field.is_relation else None
    if target in models and target is not model:
        return [f"    {target.__name__} ||--o{{ {model.__name__} : {field.name}"]
    if target is not None and target.__name__ == "User" and field.name == "user":
        return [f"    User ||--o{{ {model.__name__} : {field.name}"]
    return []


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
    sys.exit(0)
