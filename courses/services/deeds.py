"""What a record says is done, as the recount reads it (`courses.services.recount.register`)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Deed:
    """In this enrolment, this part of this unit was tried, or passed, at this time."""

    enrolment: int
    unit: UUID
    part: UUID
    passed: bool
    at: datetime
