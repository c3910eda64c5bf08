"""Where activities are used. Each part of the site that places activities registers a finder; nobody else is asked."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from courses.models import H5PActivity


@dataclass(frozen=True)
class Use:
    """One place: what it is called, and where one changes it (empty if nowhere)."""

    label: str
    url: str = ""


Finder = Callable[[Collection[H5PActivity]], Mapping[int, Iterable[Use]]]
"""From activities to their uses by primary key, in a fixed number of queries."""
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Ask this finder, too: before an activity is deleted, and wherever uses are listed."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def uses_of(activities: Collection[H5PActivity]) -> dict[int, list[Use]]:
    """The uses of each activity by primary key; activities without any have an empty list."""
    found: dict[int, list[Use]] = {activity.pk: [] for activity in activities}
    if found:
        for finder in _finders:
            for key, uses in finder(activities).items():
                found[key] += uses
    return found


def uses_of_one(activity: H5PActivity) -> list[Use]:
    """The uses of one activity."""
    return uses_of([activity])[activity.pk]


@register
def in_pages_and_records(activities: Collection[H5PActivity]) -> dict[int, list[Use]]:
    """Pages and records that point at an activity, as Wagtail's own index of references knows them."""
    rows = (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(H5PActivity),
            to_object_id__in=[str(activity.pk) for activity in activities],
        )
        .exclude(base_content_type__app_label="courses", base_content_type__model__startswith="h5p")
        .values_list("to_object_id", "base_content_type", "object_id")
        .distinct()
    )
    places: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for activity, kind, key in rows:
        places[kind].append((int(activity), key))
    found: dict[int, list[Use]] = defaultdict(list)
    for kind, pairs in places.items():
        things = ContentType.objects.get_for_id(kind).get_all_objects_for_this_type(pk__in={key for _pk, key in pairs})
        by_key = {str(thing.pk): _use(thing) for thing in things}
        for activity, key in pairs:
            found[activity] += [by_key[key]] if key in by_key else []
    return found


def _use(thing: Any) -> Use:
    from wagtail.admin.admin_url_finder import AdminURLFinder

    label = thing.get_admin_display_title() if hasattr(thing, "get_admin_display_title") else str(thing)
    return Use(label, AdminURLFinder().get_edit_url(thing) or "")
