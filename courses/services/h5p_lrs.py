"""Statements are sent on to another record store (xAPI 1.0.3 or 2.0) when one is set; nothing is sent otherwise."""

import logging

import requests
from django.conf import settings
from django.utils import timezone

from courses.models import H5PStatement

logger = logging.getLogger(__name__)
AT_ONCE = 50
SECONDS = 20
TAKEN, WRONG = (200, 204), (400, 409, 413, 422)
"""Answers of a store: it has them; one of them at least is wrong in its eyes, or there already."""
TOO_MANY_WRONG = 500
"""So many, and none it takes: then the store is set up wrongly, not the statements."""


def is_on() -> bool:
    """Whether a store is set."""
    return bool(settings.H5P_LRS_URL)


def forward_waiting() -> int:
    """Send what waits, the oldest first, until nothing waits or the store fails. Returns how many went.

    A statement keeps its id, so that one sent twice is stored once. The store sees the learner's number, as we do.
    """
    count, last = 0, 0
    wrong: list[H5PStatement] = []
    while is_on() and (count or len(wrong) < TOO_MANY_WRONG):
        waiting = list(H5PStatement.objects.filter(forwarded_at=None, pk__gt=last).order_by("pk")[:AT_ONCE])
        sent = _forward(waiting, wrong) if waiting else None
        if sent is None:
            break
        count, last = count + sent, waiting[-1].pk
    if count:
        _done(wrong)
    return count


def _forward(waiting: list[H5PStatement], wrong: list[H5PStatement]) -> int | None:
    """How many the store took, None if it failed. What it does not like is found by halves, and keeps nobody waiting.

    A single one that is refused goes to `wrong`: a browser can say what no store takes.
    """
    status = _send(waiting)
    if status in TAKEN:
        _done(waiting)
        return len(waiting)
    if status not in WRONG:
        return None
    if len(waiting) == 1:
        logger.warning("the record store does not take the statement %s: %s", waiting[0].statement_id, status)
        wrong += waiting
        return 0
    first = _forward(waiting[: len(waiting) // 2], wrong)
    second = _forward(waiting[len(waiting) // 2 :], wrong) if first is not None else None
    return None if first is None or second is None else first + second


def _done(sent: list[H5PStatement]) -> None:
    H5PStatement.objects.filter(pk__in=[one.pk for one in sent]).update(forwarded_at=timezone.now())


def _send(waiting: list[H5PStatement]) -> int:
    """What the store answers; 0 if it does not."""
    said = [{key: value for key, value in one.statement.items() if key != "stored"} for one in waiting]
    try:
        answer = requests.post(
            f"{settings.H5P_LRS_URL.rstrip('/')}/statements",
            json=said,
            auth=(settings.H5P_LRS_KEY, settings.H5P_LRS_SECRET),
            headers={"X-Experience-API-Version": settings.H5P_LRS_VERSION},
            timeout=SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        logger.warning("the record store does not answer: %s", type(error).__name__)
        return 0
    if answer.status_code not in (*TAKEN, *WRONG):
        logger.warning("the record store refuses statements: %s", answer.status_code)
    return answer.status_code
