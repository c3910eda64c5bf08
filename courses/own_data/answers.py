"""Answers to native questions, with the files people answered with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from courses.choices import ANSWERS
from courses.models import Answer
from portal.accounts import personal_data
from portal.files.choices import FileState
from portal.files.models import StoredFile
from portal.files.services import remove_all_of
from portal.files.storage import PrivateFolder, private_storage


def export(user: Any) -> Iterator[personal_data.Item]:
    """Every try and every draft, and the files."""
    rows = Answer.objects.filter(enrolment__user=user).order_by("pk").values(
        "enrolment__cohort__name", "unit", "question", "number", "given", "language", "score", "max_score", "right",
        "submitted_at", "changed_at",
    )  # fmt: skip
    yield "course/answers.json", list(rows)
    storage = private_storage()
    for file in StoredFile.objects.of(user, ANSWERS).filter(state=FileState.READY):
        place = f"course/answers/{file.uuid.hex[:8]}-{file.name}"
        yield place, Path(storage.path(file.key)) if isinstance(storage, PrivateFolder) else _read(file)


def erase(user: Any) -> None:
    """They are nobody else's, so all of it goes."""
    Answer.objects.filter(enrolment__user=user).delete()
    remove_all_of(user=user, purpose=ANSWERS)


def _read(file: StoredFile) -> bytes:
    with private_storage().open(file.key) as content:
        return content.read()
