"""Template tags that draw the ring: `{% ring %}`, `{% band %}`, `{% headband %}`."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.core import ring as drawing

register = template.Library()

BOXES = {"progress": "-108 -108 216 216", "empty": "-97 -97 194 194"}


def _shapes(variant: str, number: int, modules: Sequence | None, done: int, sizes: Sequence[int]) -> str:
    if variant == "idea":
        return drawing.idea(int(number))
    if variant == "progress":
        states = modules if modules is not None else drawing.states(done, sizes)
        return drawing.progress(tuple(tuple(module) for module in states))
    if variant == "empty":
        return drawing.progress((("open",),) * len(drawing.IDEAS), numbered=False)
    if variant == "full":
        return drawing.full()
    if variant in ("mark", "wait"):
        return drawing.mark()
    raise template.TemplateSyntaxError(f"The ring has no variant {variant!r}")


@register.simple_tag
def ring(variant="mark", label="", description="", number=1, modules=None, done=0, sizes=(1, 1, 1, 1, 1)):
    """Draw the ring: full, progress, idea, mark, wait or empty.

    With `label` (and a longer `description`) it is a picture with words; without, it is hidden from
    readers that listen, because words stand beside it.
    """
    shapes = mark_safe(_shapes(variant, number, modules, done, sizes))  # noqa: S308 - digits and our own class names
    words = ". ".join(part for part in (str(label).rstrip("."), str(description)) if part)
    spoken = format_html('role="img" aria-label="{}"', words) if words else mark_safe('aria-hidden="true"')
    css = "progress" if variant == "empty" else variant
    box = BOXES.get(variant, "-100 -100 200 200")
    return format_html('<svg class="ring ring--{}" viewBox="{}" {}>{}</svg>', css, box, spoken, shapes)


@register.simple_tag
def band(number) -> SafeString:
    """A strip with the pattern of one idea."""
    return format_html('<div class="band i{}"></div>', int(number))


@register.simple_tag
def headband() -> SafeString:
    """The ring unrolled, like the headband of a book; decoration only."""
    bands = format_html_join("", '<div class="band i{}"></div>', ((idea,) for idea in drawing.IDEAS))
    return format_html('<div class="headband" aria-hidden="true">{}</div>', bands)
