"""What the course room knows about a person: for the export of their data and the end of their account."""

from collections.abc import Iterator
from typing import Any

from courses.own_data import activities, answers, enrolments, journal
from portal.accounts import personal_data

PARTS: tuple[Any, ...] = (activities, answers, journal, enrolments)
from courses.own_data import activities, handin
from portal.accounts import personal_data

PARTS: tuple[Any, ...] = (activities, handin)
from courses.own_data import activities, sessions
from portal.accounts import personal_data

PARTS: tuple[Any, ...] = (activities, sessions)
from courses.own_data import activities, lead
from portal.accounts import personal_data

PARTS: tuple[Any, ...] = (activities, lead)
from courses.own_data import activities, certificates
from portal.accounts import personal_data

PARTS: tuple[Any, ...] = (activities, certificates)
"""Modules with `export(user)` and `erase(user)`, each for one part of the room."""


def register() -> None:
    """Called once, when the app is ready."""
    personal_data.register("courses", export=export, erase=erase)


def export(user: Any) -> Iterator[personal_data.Item]:
    """Everything, part by part."""
    for part in PARTS:
        yield from part.export(user)


def erase(user: Any) -> None:
    """In the same order; what hangs on enrolments goes before them."""
    for part in PARTS:
        part.erase(user)
