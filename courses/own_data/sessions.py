"""Sessions: who meant to come, who was there, what was written instead, the calendar's address."""

from collections.abc import Iterator
from typing import Any

from courses.models import Attendance, Enrolment, Seat
from portal.accounts import personal_data


def export(user: Any) -> Iterator[personal_data.Item]:
    """Seats and attendance, with the sessions they are about."""
    about = ("session__uuid", "session__code", "session__title", "session__start", "session__timezone")
    seats = Seat.objects.filter(enrolment__user=user).order_by("session__start", "pk")
    yield "course/seats.json", list(seats.values(*about, "comes", "changed_at"))
    noted = Attendance.objects.filter(enrolment__user=user).order_by("session__start", "pk")
    columns = ("presence", "by_code", "taken_at", "written", "written_at")
    yield "course/attendance.json", list(noted.values(*about, *columns))


def erase(user: Any) -> None:
    """What is about the person goes; what they noted about others stays, without their name.

    A certificate keeps its own words about attendance.
    """
    Seat.objects.filter(enrolment__user=user).delete()
    Attendance.objects.filter(enrolment__user=user).delete()
    Attendance.objects.filter(taken_by=user).update(taken_by=None)
    Enrolment.objects.filter(user=user).update(calendar_key="")
