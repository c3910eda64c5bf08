"""Dates, times and sizes as each language writes them."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from django.utils import translation

from portal.templatetags import portal_format as words

LANGUAGES = ("en", "hu", "de", "nl")


def in_each(function, *arguments):
    """What a filter says in each of the four languages."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(function(*arguments))
    return said


def spoken(function, *arguments):
    """The same with ordinary spaces."""
    return [text.replace("\u00a0", " ") for text in in_each(function, *arguments)]


def meeting(start, end, all_day=False, zone="Europe/Malta"):
    return SimpleNamespace(start=start, end=end, all_day=all_day, timezone=zone)


def test_long_dates():
    assert spoken(words.long_date, date(2022, 11, 10)) == [
        "10 November 2022",
        "2022. november 10.",
        "10. November 2022",
        "10 november 2022",
    ]
    assert words.long_date(None) == ""


@pytest.mark.parametrize(
    ("start", "end", "spans"),
    [
        (
            date(2022, 11, 10),
            date(2022, 11, 11),
            ["10–11 November 2022", "2022. november 10–11.", "10.–11. November 2022", "10–11 november 2022"],
        ),
        (
            date(2022, 9, 30),
            date(2022, 10, 1),
            [
                "30 September – 1 October 2022",
                "2022. szeptember 30. – október 1.",
                "30. September – 1. Oktober 2022",
                "30 september – 1 oktober 2022",
            ],
        ),
        (
            date(2020, 9, 1),
            date(2023, 8, 31),
            [
                "1 September 2020 – 31 August 2023",
                "2020. szeptember 1. – 2023. augusztus 31.",
                "1. September 2020 – 31. August 2023",
                "1 september 2020 – 31 augustus 2023",
            ],
        ),
    ],
)
def test_spans_of_dates(start, end, spans):
    assert spoken(words.date_span, start, end) == spans


def test_day_and_month_stay_on_one_line():
    with translation.override("de"):
        assert words.long_date(date(2022, 1, 2)) == "2.\u00a0Januar 2022"
    with translation.override("hu"):
        assert words.long_date(date(2022, 1, 2)) == "2022. január\u00a02."


def test_a_span_without_an_end_or_of_one_day_is_a_date():
    with translation.override("en"):
        assert words.date_span(date(2022, 1, 2), None) == "2\u00a0January 2022"
        assert words.date_span(date(2022, 1, 2), date(2022, 1, 2)) == "2\u00a0January 2022"
        assert words.date_span(None, None) == ""


def test_times_of_the_day():
    assert in_each(words.clock, "09:30") == ["09:30", "9.30", "9:30", "9.30"]
    assert in_each(words.clock, time(14, 5)) == ["14:05", "14.05", "14:05", "14.05"]
    assert words.clock("noon") == "noon"


def test_an_event_is_told_at_the_time_of_its_place():
    start, end = datetime(2022, 11, 10, 8, tzinfo=UTC), datetime(2022, 11, 10, 10, 30, tzinfo=UTC)
    with translation.override("en"):
        assert words.event_times(meeting(start, end)) == "09:00–11:30 (Malta)"
        assert words.event_times(meeting(start, end, all_day=True)) == ""
    with translation.override("de"):
        assert words.event_times(meeting(start, end, zone="Europe/Vienna")) == "9:00–11:30 Uhr (Wien)"


def test_the_day_of_an_event_is_the_day_at_its_place():
    late = datetime(2022, 11, 10, 23, 30, tzinfo=UTC)
    with translation.override("en"):
        assert words.event_dates(meeting(late, late)) == "11\u00a0November 2022"


def test_sizes():
    assert in_each(words.file_size, 2_400_000) == ["2.4 MB", "2,4 MB", "2,4 MB", "2,4 MB"]
    assert in_each(words.file_size, 214_000)[0] == "214 kB"
    assert words.file_size(12) == "1 kB"
    assert words.file_size(None) == "1 kB"


def test_names_of_languages_and_countries():
    assert in_each(words.language_names, "hu, de") == [
        "Hungarian, German",
        "magyar, német",
        "Ungarisch, Deutsch",
        "Hongaars, Duits",
    ]
    assert words.language_own_name("nl") == "Nederlands"
    assert words.language_own_name("xx") == "xx"
    assert in_each(words.country_name, "AT") == ["Austria", "Ausztria", "Österreich", "Oostenrijk"]
    assert words.country_name("ZZZ") == "ZZZ"
