"""Errors of the course room."""

from collections.abc import Sequence
from typing import Any

from portal.core.errors import DomainError


class InUse(DomainError):
    """Something cannot go because other things need it; `places` says which."""

    def __init__(self, message: str, places: Sequence[Any]) -> None:
        super().__init__(message)
        self.places = places


class WithRecords(DomainError):
    """Something cannot go by itself because learners' results hang on it."""


class CohortClosed(DomainError):
    """Nobody can join the cohort now, or not this way."""


class InvitationUnusable(DomainError):
    """A link that invites to a cohort, but works no more, or for somebody else."""


class Stale(DomainError):
    """A form that knows an older state of what it is about; what was typed is kept and shown beside the newer."""

    def __init__(self, message: str, newer: Any = None) -> None:
        super().__init__(message)
        self.newer = newer


class Closed(DomainError):
    """The time for it is over: the cohort has ended, or the last try was made."""
