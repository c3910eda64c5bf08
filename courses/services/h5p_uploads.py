"""From an uploaded file to an activity, or to a report that says what is wrong with it. Nothing stays half-way."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.choices import UPLOADS
from courses.h5p import package
from courses.h5p.issues import Issue, Refused
from courses.h5p.limits import Limits
from courses.h5p.package import NEW_CODE, Package
from courses.integrations.h5p_engine import Installed
from courses.integrations.h5p_storage import Changed, drop, orphans
from courses.models import H5PActivity, H5PLibrary
from courses.services import h5p_store
from portal.core.errors import DomainError, NotAllowed
from portal.files import services as files
from portal.files.models import StoredFile
from portal.files.storage import local_copy

logger = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=1)


@dataclass
class Report:
    """What became of a package."""

    name: str
    size: int
    activity: H5PActivity | None = None
    refusal: str = ""
    """Why it was not taken, where the package itself is not the reason, or in general."""
    issues: list[Issue] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)
    """What the engine found missing: name and what needs it."""
    installed: list[str] = field(default_factory=list)
    """Libraries that are new on the site."""


def add(*, user: Any, file: StoredFile) -> Report:
    """Make an activity of an uploaded package, or say why not. The upload itself is gone afterwards."""
    return _taken(user, file, lambda found: h5p_store.install(found, user=user))


def replace(*, user: Any, file: StoredFile, activity: H5PActivity) -> Report:
    """Put an uploaded package in the place of an activity's. Learners' records stay; the upload is gone afterwards."""
    return _taken(user, file, lambda found: h5p_store.replace(found, activity=activity, user=user))


def _taken(user: Any, file: StoredFile, take: Any) -> Report:
    report = Report(file.name, file.size)
    _own(user, file)
    try:
        with opened(user=user, file=file) as found:
            report.issues, report.missing = found.issues, list(found.listed.missing)
            new = sorted(str(name) for name, state in found.states.items() if state in NEW_CODE)
            try:
                report.activity = take(found)
                report.installed = new
            except DomainError as refusal:
                report.refusal = str(refusal)
            except (OSError, Changed, Refused):
                logger.exception("%s could not be stored", file.pk)
                report.refusal = _(
                    "The package could not be stored, and nothing of it was kept. Try again; if it happens again, tell "
                    "an administrator."
                )
    finally:
        files.remove(user=user, file=file)
    return report


@contextmanager
def opened(*, user: Any, file: StoredFile) -> Iterator[Package]:
    """An uploaded package, read and checked. Raises NotAllowed for somebody else's, or one that is not ready."""
    _own(user, file)
    with local_copy(file.key) as stream, read(stream) as found:
        yield found


def _own(user: Any, file: StoredFile) -> None:
    if file.owner_id != user.pk or file.purpose != UPLOADS or not file.is_ready:
        raise NotAllowed(_("This upload is not there any more. Send the file again."))


def read(stream: IO[bytes]) -> Package:
    """Read and check a package against the libraries of this site."""
    return package.read(stream, limits=Limits(**settings.H5P_LIMITS), installed=Installed())  # type: ignore[arg-type]


def forget_old(*, now: datetime) -> int:
    """Delete uploads nobody came back to. Returns how many."""
    old = StoredFile.objects.filter(purpose=UPLOADS, created__lt=now - KEPT_FOR).exclude(owner=None)
    rows = list(old.select_related("owner"))
    for file in rows:
        if file.expires is None:
            files.remove(user=file.owner, file=file)
    return sum(1 for file in rows if file.expires is None)


def drop_orphans(*, now: datetime) -> int:
    """Delete files of which no library and no activity knows: left when a process was killed. Returns how many."""
    keys = list(orphans(now - KEPT_FOR, _needed))
    drop(keys)
    return len(keys)


def _needed(kind: str, owner: str) -> set[str]:
    rows = H5PLibrary.objects.filter(sha256=owner) if kind == "libraries" else _activity(owner)
    return {info["sha256"] for files in rows.values_list("files", flat=True) for info in files.values()}


def _activity(hexadecimal: str) -> QuerySet[H5PActivity]:
    try:
        return H5PActivity.objects.filter(uuid=UUID(hex=hexadecimal))
    except ValueError:
        return H5PActivity.objects.none()
