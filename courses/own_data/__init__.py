"""What the course room knows about a person: for the export of their data and the end of their account."""

from collections.abc import Iterator
from typing import Any

from courses.own_data import activities, answers, certificates, enrolments, handin, journal, lead, sessions
from portal.accounts import personal_data

PARTS: tuple[Any, ...] = (activities, answers, journal, handin, sessions, lead, certificates, enrolments)
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
