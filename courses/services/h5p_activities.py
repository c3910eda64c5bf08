"""What people do with whole activities: describe them, remove them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.errors import InUse, WithRecords
from courses.integrations.h5p_storage import drop
from courses.models import H5PActivity
from courses.permissions import may_manage_activities
from courses.services.h5p_uses import uses_of_one
from portal.core.audit import record
from portal.core.errors import NotAllowed


def check_manager(user: Any) -> None:
    """Raise NotAllowed for everybody who may not manage activities."""
    if not may_manage_activities(user):
        raise NotAllowed(_("Only course managers, editors and administrators may change activities."))


@transaction.atomic
def describe(*, user: Any, activity: H5PActivity, title: str, access: str, language: str) -> None:
    """Give an activity another title, other readers, or the true language it is written in."""
    check_manager(user)
    before = (activity.title, activity.access, activity.language)
    activity.title, activity.access, activity.language = title, access, language
    names = ("title", "access", "language")
    changed = [name for name, old in zip(names, before, strict=True) if getattr(activity, name) != old]
    if changed:
        activity.changed_by = user
        activity.save(update_fields=[*changed, "changed_by", "changed_at"])
        record(actor=user, action="h5p.activity_described", target=activity, data={"changed": changed})


def learners_with_results(activity: H5PActivity) -> int:
    """How many people have tried it."""
    return activity.attempts.order_by().values("user").distinct().count()


@transaction.atomic
def remove(*, user: Any, activity: H5PActivity, with_results: bool = False) -> None:
    """Delete an activity and its files; its libraries stay.

    Raises NotAllowed; InUse (with the places) while something shows it; WithRecords while learners have results
    here and it was not said that these are to go, too.
    """
    check_manager(user)
    H5PActivity.objects.select_for_update().get(pk=activity.pk)
    if uses := uses_of_one(activity):
        raise InUse(_("This activity is in use. Take it out there first, then delete it."), uses)
    learners = learners_with_results(activity)
    if learners and not with_results:
        raise WithRecords(
            ngettext(
                "%(count)s person has results in this activity. Say that they may be deleted, too, or keep it.",
                "%(count)s people have results in this activity. Say that they may be deleted, too, or keep it.",
                learners,
            )
            % {"count": learners}
        )
    record(actor=user, action="h5p.activity_removed", target=activity, data={"people_with_results": learners})
    keys = {activity.key(path) for path in activity.files}
    activity.attempts.all().delete()
    activity.delete()
    transaction.on_commit(lambda: drop(keys))
