"""A newer package for an activity: first what would change, then the deed."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.h5p import compare
from courses.h5p.compare import Changes, Side
from courses.h5p.issues import Issue
from courses.h5p.manifest import Manifest
from courses.h5p.package import NEW_CODE, Package
from courses.integrations import h5p_filter
from courses.models import H5PActivity
from courses.services import h5p_store, h5p_uploads, h5p_versions
from portal.core.errors import DomainError, InvalidContent
from portal.files.models import StoredFile


@dataclass
class Preview:
    """What a package would change."""

    refusal: str = ""
    issues: list[Issue] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)
    changes: Changes | None = None
    title: str = ""
    """The new title, if it is another one."""
    other_type: bool = False
    installs: list[str] = field(default_factory=list)
    keeps_place: bool = True


def look(*, user: Any, file: StoredFile, activity: H5PActivity) -> Preview:
    """Read an uploaded package and compare it with an activity. Changes nothing."""
    with h5p_uploads.opened(user=user, file=file) as found:
        preview = Preview(issues=found.issues, missing=list(found.listed.missing))
        if not found.ok or found.manifest is None:
            preview.refusal = str(h5p_store.BadPackage(found.issues))
            return preview
        try:
            h5p_store.allowed(found, user=user)
        except DomainError as refusal:
            preview.refusal = str(refusal)
            return preview
        old, new = h5p_versions.side_of(activity), _side(found, found.manifest)
        preview.changes = compare.packages(old, new)
        preview.keeps_place = h5p_versions.keeps_place(old, new, preview.changes)
        preview.other_type = old.main.machine != new.main.machine
        preview.title = found.manifest.title if found.manifest.title != activity.title else ""
        preview.installs = sorted(str(name) for name, state in found.states.items() if state in NEW_CODE)
    return preview


def _side(found: Package, manifest: Manifest) -> Side:
    lookup = h5p_store.chosen(found)
    content = h5p_filter.clean(found.content, manifest.main, lookup, set(found.files))
    return Side(content, manifest.main, lookup, {path: info.sha256 for path, info in found.files.items()})


@transaction.atomic
def replace(*, user: Any, file: StoredFile, activity: H5PActivity, version: int) -> h5p_uploads.Report:
    """Put the package in the place of what the person saw. Raises InvalidContent if that has changed since."""
    current = H5PActivity.objects.select_for_update().get(pk=activity.pk)
    if current.version != version:
        raise InvalidContent(_("The activity was changed meanwhile. Look at the differences again."))
    was = h5p_versions.before(current)
    report = h5p_uploads.replace(user=user, file=file, activity=current)
    if report.activity:
        h5p_versions.go_along(activity=report.activity, was=was)
    return report
