"""Edit panels for records whose labels exist in four languages: one tab a language (STACK.md, trap 12)."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface


def translated_tabs(
    *, shared: Sequence[str | Panel], translated: Sequence[str], extra: Sequence[Panel] = ()
) -> TabbedInterface:
    """A first tab with what all languages share, then one tab for each language with its own fields."""
    panels = [FieldPanel(item) if isinstance(item, str) else item for item in shared]
    tabs = [ObjectList([*panels, *extra], heading=_("Shared"))] if panels or extra else []
    for code, name in settings.LANGUAGES:
        tabs.append(ObjectList([FieldPanel(f"{field}_{code}") for field in translated], heading=name))
    return TabbedInterface(tabs)


def in_each_language(*fields: str) -> list[FieldPanel]:
    """The same fields for each language one below the other: for rows of an InlinePanel, which has no tabs."""
    return [FieldPanel(f"{field}_{code}") for field in fields for code, _name in settings.LANGUAGES]
