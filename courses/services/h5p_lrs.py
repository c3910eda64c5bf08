"""Statements are sent on to another record store (xAPI 1.0.3 or 2.0) when one is set; nothing is sent otherwise."""

import logging

import requests
from django.conf import settings
from django.utils import timezone

from courses.models import H5PStatement

logger = logging.getLogger(__name__)
AT_ONCE = 50
SECONDS = 20


def is_on() -> bool:
    """Whether a store is set."""
    return bool(settings.H5P_LRS_URL)


def forward_waiting() -> int:
    """Send what waits, the oldest first, until nothing waits or the store fails. Returns how many went.

    A statement keeps its id, so that one sent twice is stored once. The store sees the learner's number, as we do.
    """
    count = 0
    while is_on():
        waiting = list(H5PStatement.objects.filter(forwarded_at=None).order_by("pk")[:AT_ONCE])
        if not waiting or not _send(waiting):
            break
        now = timezone.now()
        H5PStatement.objects.filter(pk__in=[one.pk for one in waiting]).update(forwarded_at=now)
        count += len(waiting)
    return count


def _send(waiting: list[H5PStatement]) -> bool:
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
        return False
    if answer.status_code not in (200, 204):
        logger.warning("the record store refuses statements: %s", answer.status_code)
        return False
    return True
