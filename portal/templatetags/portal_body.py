"""Bodies and programmes, put in the order in which a page shows them."""

from django import template

register = template.Library()

BESIDE_NOTES = {"text", "quote", "steps", "terms", "callout", "documents", "pages"}


@register.filter
def programme_days(stream) -> list[dict]:
    """A flat programme (day, item, item, day …) as days with their items."""
    days: list[dict] = []
    for block in stream or []:
        if block.block_type == "day":
            days.append({"title": block.value, "points": []})
        else:
            if not days:
                days.append({"title": "", "points": []})
            days[-1]["points"].append(block.value)
    return days


@register.filter
def addtext(text: str, value: object) -> str:
    """Join a text and anything else; `add` refuses to mix text and numbers."""
    return f"{text}{value}"


@register.filter
def with_notes(stream) -> list[dict]:
    """Blocks in order, each with the margin note that follows it; a note after anything wide stands alone."""
    groups: list[dict] = []
    for block in stream or []:
        before = groups[-1] if groups else None
        if block.block_type == "note" and before and not before["note"] and before["block"].block_type in BESIDE_NOTES:
            before["note"] = block
        else:
            groups.append({"block": block, "note": None})
    return groups
