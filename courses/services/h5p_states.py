"""Where learners are: kept for each language, because positions differ; begun anew when the activity has changed."""

import json
import re
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import H5PActivity, H5PState
from courses.services.h5p_records import check_may_record
from portal.core.errors import InvalidContent

RESET = "RESET"
"""H5P's word for “the activity has changed, begin again”."""
_NAME = re.compile(r"[\w-]{1,60}", re.ASCII)


def states(*, user: Any, activity: H5PActivity, language: str) -> dict[str, dict[str, str]]:
    """What was saved, as H5P wants it: by part, then by kind. One query."""
    found: dict[str, dict[str, str]] = {}
    for state in H5PState.objects.filter(user=user, activity=activity, language=language):
        found.setdefault(state.part, {})[state.kind] = state.data if state.version == activity.version else RESET
    return found


@transaction.atomic
def save(*, user: Any, activity: H5PActivity, language: str, part: str, kind: str, data: str | None) -> None:
    """Keep a state, or forget it (None). Raises NotAllowed and InvalidContent."""
    check_may_record(user=user, activity=activity)
    if not (_NAME.fullmatch(part) and _NAME.fullmatch(kind)):
        raise InvalidContent(_("This is not a saved state."))
    place = {"user": user, "activity": activity, "language": language, "part": part, "kind": kind}
    if data is None:
        H5PState.objects.filter(**place).delete()
        return
    _check(data)
    others = H5PState.objects.filter(user=user, activity=activity).exclude(part=part, kind=kind, language=language)
    if others.count() >= settings.H5P_STATES_PER_ACTIVITY:
        raise InvalidContent(_("Too much is saved for this activity."))
    H5PState.objects.update_or_create(**place, defaults={"data": data, "version": activity.version})


def _check(data: str) -> None:
    if len(data.encode("utf-8", "surrogatepass")) > settings.H5P_STATE_BYTES:
        raise InvalidContent(_("What was to be saved is too large."))
    try:
        json.loads(data, parse_constant=_refuse)
        data.encode()
    except (ValueError, RecursionError):
        raise InvalidContent(_("This is not a saved state.")) from None
    if "\x00" in data:
        raise InvalidContent(_("This is not a saved state."))


def _refuse(name: str) -> None:
    raise ValueError(name)
