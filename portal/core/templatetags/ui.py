"""Small helpers of the shared components: windows of pages, fields of forms, signs of messages."""

from collections.abc import Iterator

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()

TONE_ICONS = {"ok": "check", "warn": "warn", "danger": "warn", "act": "arrow"}


@register.filter
def tone_icon(tone: str) -> str:
    """The sign that goes with the tone of a message."""
    return TONE_ICONS.get(tone, "info")


@register.filter
def is_markup(text) -> bool:
    """Whether a text already is safe HTML and brings its own paragraphs."""
    return isinstance(text, SafeString) and "<" in text


@register.filter
def page_window(page) -> Iterator[int | None]:
    """Numbers of the pages to show; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return (number if isinstance(number, int) else None for number in numbers)


@register.filter
def control_kind(field) -> str:
    """How a form field is set: "group" of choices, single "check" or plain "input"."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "input"


@register.filter
def as_control(field) -> SafeString:
    """The widget with the class of our fields; Django adds the describing attributes."""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"input {own}".strip()})


@register.filter
def described_by(field) -> str:
    """The ids of hint and error, for a group of choices."""
    hint = f"{field.auto_id}_helptext" if field.help_text else ""
    error = f"{field.auto_id}_error" if field.errors else ""
    return " ".join(part for part in (hint, error) if part)


@register.filter
def error_links(form) -> list[dict[str, str]]:
    """Every error of a form with the id of the control it belongs to."""
    links = [{"text": text, "target": ""} for text in form.non_field_errors()]
    for field in form:
        target = f"{field.auto_id}_0" if control_kind(field) == "group" else field.id_for_label
        links += [{"text": text, "target": target} for text in field.errors]
    return links
