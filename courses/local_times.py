"""From the clock on a wall to a moment: pure. Clocks that are put forward or back make some times no times, or two."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

OURS = ("Europe/Amsterdam", "Europe/Budapest", "Europe/Malta", "Europe/Vienna")


class SkippedTime(ValueError):
    """The clock jumps over this time on this day."""


class DoubledTime(ValueError):
    """The clock shows this time twice on this day."""


def moment(day: date, clock: time, zone: str) -> datetime:
    """The moment at which a clock in this time zone shows this. Raises SkippedTime and DoubledTime."""
    local = datetime.combine(day, clock.replace(tzinfo=None), ZoneInfo(zone))
    back = local.astimezone(UTC).astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise SkippedTime
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise DoubledTime
    return local.astimezone(UTC)


def differ(moment: datetime, one: str, other: str) -> bool:
    """Whether clocks in these two time zones show something else at this moment."""
    return moment.astimezone(ZoneInfo(one)).utcoffset() != moment.astimezone(ZoneInfo(other)).utcoffset()


@cache
def zones() -> list[tuple[str, str]]:
    """Time zones to choose from: those of our countries first, then the world by name."""
    world = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    names = [*OURS, *(name for name in world if name not in OURS), "UTC"]
    return [(name, name.replace("_", " ")) for name in names]
