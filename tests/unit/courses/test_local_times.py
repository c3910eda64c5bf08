"""Clocks that are put forward and back."""

from datetime import UTC, date, datetime, time

import pytest

from courses.local_times import DoubledTime, SkippedTime, differ, moment


@pytest.mark.parametrize(
    ("day", "clock", "zone", "hour"),
    [
        (date(2027, 1, 20), time(17), "Europe/Vienna", 16),
        (date(2027, 7, 20), time(17), "Europe/Vienna", 15),
        (date(2027, 3, 28), time(3), "Europe/Vienna", 1),  # the first moment of summer time
        (date(2027, 10, 31), time(3), "Europe/Vienna", 2),
        (date(2027, 3, 28), time(2, 30), "America/New_York", 6),  # they change on another day
    ],
)
def test_a_clock_on_the_wall_is_a_moment(day, clock, zone, hour):
    assert moment(day, clock, zone) == datetime.combine(day, time(hour, clock.minute), UTC)


@pytest.mark.parametrize("zone", ["Europe/Vienna", "Europe/Malta", "Europe/Amsterdam", "Europe/Budapest"])
def test_the_hour_that_is_skipped_and_the_hour_that_comes_twice(zone):
    for minute in (0, 30, 59):
        with pytest.raises(SkippedTime):
            moment(date(2027, 3, 28), time(2, minute), zone)
        with pytest.raises(DoubledTime):
            moment(date(2027, 10, 31), time(2, minute), zone)


def test_zones_differ_by_what_their_clocks_show():
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert not differ(now, "Europe/Vienna", "Europe/Amsterdam")
    assert differ(now, "Europe/Vienna", "Europe/London")
