"""Small words about people's devices, and what their menu shows."""

import re
from typing import Any

from django import template
from django.utils.translation import gettext

from portal.accounts.permissions import leads_somewhere

register = template.Library()

# The order matters: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """A browser and its system by the names people know: "Firefox, Linux"."""
    found = [_first(pairs, user_agent or "") for pairs in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or gettext("unknown browser")


@register.filter
def leads_people(user: Any) -> bool:
    """Whether the menu shows the people of organisations."""
    return leads_somewhere(user)


def _first(pairs: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in pairs if re.search(mark, text)), "")
