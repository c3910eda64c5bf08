"""Attempts at activities, saved state, and translations of activities."""

from collections.abc import Iterator
from typing import Any

from courses.models import H5PActor, H5PAttempt, H5PState, H5PStatement, H5PTranslation
from portal.accounts import personal_data


def export(user: Any) -> Iterator[personal_data.Item]:
    """Attempts, the claims behind them, and saved state."""
    yield "course/attempts.json", list(
        H5PAttempt.objects.filter(user=user).order_by("pk").values(
            "uuid", "activity__uuid", "activity__title", "number", "language", "started_at", "finished_at", "ended_by",
            "score", "max_score", "success", "completion", "duration",
        )
    )  # fmt: skip
    statements = H5PStatement.objects.filter(attempt__user=user).order_by("pk")
    yield "course/statements.json", list(statements.values_list("statement", flat=True))
    states = H5PState.objects.filter(user=user).order_by("pk")
    yield (
        "course/saved-state.json",
        list(states.values("activity__uuid", "language", "part", "kind", "data", "changed_at")),
    )

    translated = H5PTranslation.objects.filter(changed_by=user).order_by("pk")
    yield "course/translations.json", list(translated.values("activity__uuid", "language", "source", "text"))


def erase(user: Any) -> None:
    """Nothing of it is shared, so all of it goes, and with it the number that stood for the person.

    Translations stay for the learners; who wrote them is forgotten.
    """
    H5PTranslation.objects.filter(changed_by=user).update(changed_by=None)
    H5PState.objects.filter(user=user).delete()
    H5PAttempt.objects.filter(user=user).delete()
    H5PActor.objects.filter(user=user).delete()
