"""What follows when an activity is stored: its translations move along, and the desk counts again."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

from courses import desk
from courses.integrations import h5p_texts
from courses.models import CourseIntensity, H5PActivity, H5PLocalisation, Source, Term, UnitRule, Video
from courses.services import h5p_translations
from portal.core import page_cache, translatables

_BEFORE = "_strings_before"


def connect() -> None:
    """Called once, when the app is ready."""
    pre_save.connect(remember_strings, sender=H5PActivity, dispatch_uid="h5p-strings-before")
    post_save.connect(activity_stored, sender=H5PActivity, dispatch_uid="h5p-activity-stored")
    page_cache.watch((Video, Term, Source, CourseIntensity, UnitRule, H5PActivity, H5PLocalisation))
    post_delete.connect(activity_gone, sender=H5PActivity, dispatch_uid="h5p-activity-gone")


def remember_strings(instance: H5PActivity, **_: Any) -> None:
    """What the activity says in the database, if anybody translated it."""
    instance.__dict__.pop(_BEFORE, None)
    if instance.pk and instance.translations.exists():
        stored = H5PActivity.objects.only(*h5p_texts.LIGHT).get(pk=instance.pk)
        setattr(instance, _BEFORE, h5p_texts.sheet(stored).sources)


def activity_stored(instance: H5PActivity, **_: Any) -> None:
    """After the commit, when its libraries are stored, too."""
    before = instance.__dict__.pop(_BEFORE, None)
    transaction.on_commit(partial(_follow, instance.pk, before))
    translatables.changed(desk.NAME, str(instance.uuid))


def _follow(pk: int, before: dict[str, str] | None) -> None:
    activity = H5PActivity.objects.only(*h5p_texts.LIGHT).filter(pk=pk).first()
    if activity and before is not None:
        h5p_translations.follow(activity=activity, before=before)


def activity_gone(instance: H5PActivity, **_: Any) -> None:
    """It leaves the desk."""
    translatables.changed(desk.NAME, str(instance.uuid))
