"""Dates, times, sizes and names as the reader's language writes them.

Filters only turn values into words; they read no clock, no settings and no database.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_date_format, get_timezone_location
from babel.numbers import format_decimal
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext

register = template.Library()

# Patterns that CLDR gives only in short form; {m} is the month's name, {d} a day.
SAME_MONTH = {
    "en": "{d1}–{d2} {m} {y}",
    "de": "{d1}.–{d2}. {m} {y}",
    "nl": "{d1}–{d2} {m} {y}",
    "hu": "{y}. {m} {d1}–{d2}.",
}
SAME_YEAR = {
    "en": "{d1} {m1} – {d2} {m2} {y}",
    "de": "{d1}. {m1} – {d2}. {m2} {y}",
    "nl": "{d1} {m1} – {d2} {m2} {y}",
    "hu": "{y}. {m1} {d1}. – {m2} {d2}.",
}
BIG_DAY = {"de": "{}."}
CLOCK = {"en": "{h:02d}:{m:02d}", "de": "{h}:{m:02d}", "nl": "{h}.{m:02d}", "hu": "{h}.{m:02d}"}
CLOCK_WORD = {"de": "{} Uhr", "nl": "{} uur"}
AND = {"en": "and", "de": "und", "nl": "en", "hu": "és"}
WORDS_PER_MINUTE = 200
KILO = 1000


def reader_language() -> str:
    """The interface language as one of the site's codes."""
    return (get_language() or "en").split("-")[0]


def _locale() -> str:
    language = reader_language()
    return "en_GB" if language == "en" else language


def _as_date(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _local(event, moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(ZoneInfo(event.timezone or "UTC"))


@register.filter
def long_date(value: dt.date | None) -> str:
    """`10 November 2022`, `2022. november 10.`: day and month stay on one line."""
    if not value:
        return ""
    pattern = get_date_format("long", locale=_locale()).pattern.replace(" MMMM", "\u00a0MMMM").replace(" d", "\u00a0d")
    return format_date(_as_date(value), pattern.replace("y.\u00a0MMMM", "y. MMMM"), locale=_locale())


@register.filter
def short_date(value: dt.date | None) -> str:
    """`28 Sep`, `28. Sep.`: day and short month, no year."""
    return format_skeleton("MMMd", _as_date(value), locale=_locale()) if value else ""


@register.filter
def month_year(value: dt.date | None) -> str:
    """`November 2022`, `2022. november`."""
    return format_skeleton("yMMMM", _as_date(value), locale=_locale()) if value else ""


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    """A value for `<time datetime>`."""
    return value.isoformat() if value else ""


def format_range(start: dt.date, end: dt.date | None) -> str:
    """Two dates as one phrase; one date when they are the same day."""
    if not end or end == start:
        return long_date(start)
    if start.year != end.year:
        return f"{long_date(start)} – {long_date(end)}"
    months = [format_date(day, "MMMM", locale=_locale()) for day in (start, end)]
    patterns = SAME_MONTH if start.month == end.month else SAME_YEAR
    pattern = patterns.get(reader_language(), patterns["en"])
    return pattern.format(d1=start.day, d2=end.day, m=months[0], m1=months[0], m2=months[1], y=start.year)


@register.filter
def date_span(start: dt.date, end: dt.date | None) -> str:
    """`1 September 2020 – 31 August 2023`."""
    return format_range(_as_date(start), _as_date(end) if end else None) if start else ""


@register.filter
def event_dates(event) -> str:
    """The day or days of an event, in the time zone of its place."""
    end = _local(event, event.end).date() if event.end else None
    return format_range(_local(event, event.start).date(), end)


@register.filter
def event_day(event) -> dict[str, str]:
    """The parts of a date block: the large day, its weekday line, its month line, its ISO form."""
    start = _local(event, event.start).date()
    end = _local(event, event.end).date() if event.end else start
    big = BIG_DAY.get(reader_language(), "{}")
    together = start != end and (start.year, start.month) == (end.year, end.month)
    day = f"{big.format(start.day)}–{big.format(end.day)}" if together else big.format(start.day)
    weekday = _weekdays(start, end if together else start)
    until = f"– {long_date(end)}" if start != end and not together else ""
    return {"day": day, "weekday": weekday, "month": month_year(start), "until": until, "iso": start.isoformat()}


def _weekdays(start: dt.date, end: dt.date) -> str:
    if start == end:
        return format_date(start, "EEEE", locale=_locale())
    width = "EEEE" if reader_language() == "hu" else "EEE"
    short = [format_date(day, width, locale=_locale()) for day in (start, end)]
    joint = AND.get(reader_language(), "–") if (end - start).days == 1 else "–"
    return f"{short[0]} {joint} {short[1]}"


@register.filter
def clock(value: str | dt.time | dt.datetime) -> str:
    """`09:30` in the manner of the reader's language; a text that is no time stays as it is."""
    if isinstance(value, str):
        text = value
        try:
            value = dt.time.fromisoformat(text.strip().replace(".", ":").zfill(5))
        except ValueError:
            return text
    pattern = CLOCK.get(reader_language(), CLOCK["en"])
    return pattern.format(h=value.hour, m=value.minute)


@register.filter
def event_times(event) -> str:
    """`09:30–15:00 (Budapest)`; nothing for an event that takes whole days."""
    if event.all_day:
        return ""
    start = _local(event, event.start)
    end = _local(event, event.end) if event.end else None
    hours = clock(start)
    if end and end.date() == start.date() and end != start:
        hours = f"{hours}–{clock(end)}"
    hours = f"{CLOCK_WORD.get(reader_language(), '{}').format(hours)} ({zone_city(event.timezone)})"
    several_days = end is not None and end.date() != start.date()
    return gettext("from %(time)s") % {"time": hours} if several_days else hours


@register.filter
def same_day_end(event) -> dt.datetime | None:
    """The end of an event that is over on its first day; of a longer one nothing."""
    if event.all_day or not event.end:
        return None
    return event.end if _local(event, event.end).date() == _local(event, event.start).date() else None


@register.filter
def zone_city(name: str) -> str:
    """The city that names a time zone: `Europe/Vienna` is `Wien` to German readers."""
    return get_timezone_location(name, locale=_locale(), return_city=True)


@register.filter
def localised_number(value: float | None) -> str:
    """A number with the reader's separators."""
    return format_decimal(value or 0, locale=_locale())


@register.filter
def file_size(size: int | None) -> str:
    """`214 kB`, `2.4 MB` with the reader's decimal sign."""
    size = size or 0
    if size < KILO * KILO:
        return f"{format_decimal(max(1, round(size / KILO)), locale=_locale())} kB"
    return f"{format_decimal(round(size / KILO / KILO, 1), locale=_locale(), format='0.0')} MB"


@register.filter
def language_name(code: str) -> str:
    """A language by its name in the reader's language."""
    return Locale.parse(_locale()).languages.get(code, code)


@register.filter
def language_own_name(code: str) -> str:
    """A language by its own name."""
    try:
        name = get_language_info(code)["name_local"]
    except KeyError:
        return code
    return name[:1].upper() + name[1:]


@register.filter
def language_names(codes: str) -> str:
    """A comma list of codes as a comma list of names in the reader's language."""
    return ", ".join(language_name(code.strip()) for code in (codes or "").split(",") if code.strip())


@register.filter
def country_name(code: str) -> str:
    """A country by its name in the reader's language."""
    try:
        return Locale.parse(_locale()).territories.get(code, code)
    except UnknownLocaleError:
        return code


@register.filter
def short_hash(value: str) -> str:
    """The first eight and last four signs of a checksum."""
    return f"{value[:8]}…{value[-4:]}" if value and len(value) > 14 else value or ""


@register.filter
def reading_minutes(page) -> int:
    """Minutes to read a page's body, at least one."""
    body = getattr(page, "body", None)
    words = sum(len(text.split()) for text in body.stream_block.get_searchable_content(body)) if body else 0
    return max(1, round(words / WORDS_PER_MINUTE))


@register.filter
def href(page) -> str:
    """Where a page stands for this reader: its fallback address if it has one."""
    return getattr(page, "reader_url", None) or page.url or ""


def item_language(item) -> str:
    """The language a page or record is written in, "" when it isn't known."""
    locale = getattr(item, "locale", None)
    return getattr(locale, "language_code", "") or ""


@register.filter
def lang_attr(item) -> SafeString | str:
    """` lang="hu"` for a page or code whose language isn't the interface's."""
    code = item if isinstance(item, str) else item_language(item)
    return format_html(' lang="{}"', code) if code and code != reader_language() else ""


@register.simple_tag(takes_context=True)
def interface_lang(context) -> SafeString | str:
    """` lang="nl"` for interface words that stand inside a text shown in another language."""
    return format_html(' lang="{}"', reader_language()) if context.get("is_fallback") else ""


@register.filter
def page_kind(page) -> str:
    """What sort of page a link leads to: "news", "event", "result", "idea" or "page"."""
    return getattr(page, "search_kind", "page")


@register.filter
def amp(query: str) -> str:
    """A query string ready for one more parameter: `kind=course` becomes `kind=course&`."""
    return f"{query}&" if query else ""


@register.filter
def citation_html(citation) -> SafeString | str:
    """A citation with its title in italics, as reports are quoted."""
    if not citation:
        return ""
    before, title, after = citation.text.partition(citation.title)
    return format_html("{}<cite>{}</cite>{}", before, title, after)
