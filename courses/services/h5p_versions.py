"""From one version of an activity to the next: what changes, and what learners and translators keep of it.

Attempts always stay. A translation goes along with every text whose original is the same; saved state goes along
while every part and every gap is where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.h5p import compare, localise, segments
from courses.h5p.compare import Changes, Side
from courses.h5p.dependencies import Lookup
from courses.h5p.names import LibraryName
from courses.integrations import h5p_engine
from courses.models import H5PActivity, H5PState


@dataclass(frozen=True)
class Before:
    """What an activity was before a new version was made of it."""

    version: int
    side: Side


def side_of(activity: H5PActivity) -> Side:
    """An activity as the engine compares it."""
    main = h5p_engine.name_of(activity.library)
    sums = {path: info["sha256"] for path, info in activity.files.items()}
    return Side(activity.parameters, main, h5p_engine.libraries_of(activity), sums)


def before(activity: H5PActivity) -> Before:
    """Remember it now; `go_along` needs it afterwards."""
    return Before(activity.version, side_of(activity))


def go_along(*, activity: H5PActivity, was: Before) -> None:
    """Take translations and saved state to the new version, as far as they fit."""
    now = side_of(activity)
    changes = compare.packages(was.side, now)
    _translations(activity, was, now, changes)
    if keeps_place(was.side, now, changes):
        H5PState.objects.filter(activity=activity, version=was.version).update(version=activity.version)


def keeps_place(old: Side, new: Side, changes: Changes) -> bool:
    """Whether what learners have begun still fits: the same parts, values and gaps; only wordings and media differ."""
    if changes.structure:
        return False
    changed = {change.path for change in changes.texts}
    return not any(one.gaps and one.path in changed for side in (old, new) for one in _segments(side))


def people_under_way(activity: H5PActivity) -> int:
    """How many learners have saved state in the current version."""
    rows = H5PState.objects.filter(activity=activity, version=activity.version)
    return rows.order_by().values("user").distinct().count()


def _translations(activity: H5PActivity, was: Before, now: Side, changes: Changes) -> None:
    for row in activity.localisations.filter(version=was.version):
        texts = {
            path: text
            for path, text in _texts(row.parameters, was.side.main, was.side.lookup).items()
            if path not in changes.stale
        }
        known = {one.path for one in _segments(now)}
        kept = {path: text for path, text in texts.items() if path in known}
        row.parameters = localise.apply(now.content, now.main, now.lookup, kept).content
        row.version = activity.version
        row.save(update_fields=["parameters", "version", "changed_at"])


def _segments(side: Side) -> list[segments.Segment]:
    return segments.extract(side.content, side.main, side.lookup)


def _texts(content: Mapping[str, Any], main: LibraryName, lookup: Lookup) -> dict[str, str]:
    return {one.path: one.text for one in segments.extract(content, main, lookup)}
