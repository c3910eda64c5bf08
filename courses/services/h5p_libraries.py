"""Installed libraries: who uses them, and taking away what nobody does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from courses.errors import InUse
from courses.integrations.h5p_storage import drop
from courses.models import H5PActivity, H5PActivityLibrary, H5PLibrary
from courses.permissions import may_install_libraries
from portal.core.audit import record
from portal.core.errors import NotAllowed

MOST_NAMED = 3


@dataclass
class Standing:
    """A library with everything that needs it."""

    library: H5PLibrary
    activities: list[H5PActivity] = field(default_factory=list)
    libraries: list[H5PLibrary] = field(default_factory=list)
    """Installed libraries that build on it and have no other patch to build on."""

    @property
    def removable(self) -> bool:
        """Whether nothing needs it."""
        return not self.activities and not self.libraries

    @property
    def languages(self) -> list[str]:
        """Which of the site's languages its own words exist in."""
        return [code for code, _name in settings.LANGUAGES if code in self.library.languages]

    @property
    def first_activities(self) -> list[H5PActivity]:
        """The few that a table names."""
        return self.activities[:MOST_NAMED]

    @property
    def more_activities(self) -> int:
        """How many it does not name."""
        return max(0, len(self.activities) - MOST_NAMED)


def standings() -> list[Standing]:
    """All installed libraries, by name, the newest first. Two queries, however many there are."""
    rows = list(H5PLibrary.objects.newest_first().defer("semantics", "metadata", "files"))
    found = {library.pk: Standing(library) for library in rows}
    uses = H5PActivityLibrary.objects.order_by("activity__title").values_list(
        "library", "activity", "activity__uuid", "activity__title"
    )
    for key, pk, uuid, title in uses:
        found[key].activities.append(H5PActivity(pk=pk, uuid=uuid, title=title))
    versions: dict[str, list[H5PLibrary]] = defaultdict(list)
    for library in rows:
        versions[library.name].append(library)
    for library in rows:
        for name in dict.fromkeys((*library.preloaded, *library.dynamic)):
            if len(versions.get(name, ())) == 1 and versions[name][0].pk != library.pk:
                found[versions[name][0].pk].libraries.append(library)
    return list(found.values())


@transaction.atomic
def remove(*, user: Any, library: H5PLibrary) -> None:
    """Take a library away. Raises NotAllowed, or InUse with the activities and libraries that need it."""
    _check(user)
    standing = next(one for one in standings() if one.library.pk == library.pk)
    if not standing.removable:
        raise InUse(
            _("%(library)s is needed and stays.") % {"library": library}, [*standing.activities, *standing.libraries]
        )
    _remove(user, [library])


@transaction.atomic
def remove_unused(*, user: Any) -> int:
    """Take away every library that neither an activity needs nor another library that stays. Returns how many."""
    _check(user)
    gone = 0
    while unused := [one.library for one in standings() if one.removable]:
        _remove(user, unused)
        gone += len(unused)
    return gone


def _check(user: Any) -> None:
    if not may_install_libraries(user):
        raise NotAllowed(_("Only those who may install libraries may take them away."))


def _remove(user: Any, libraries: Iterable[H5PLibrary]) -> None:
    keys: set[str] = set()
    for library in libraries:
        record(actor=user, action="h5p.library_removed", target=library)
        keys |= {library.key(path) for path in library.files}
        library.delete()
    transaction.on_commit(lambda: drop(keys))
