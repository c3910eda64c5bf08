"""How the desk hears of changes: pages, localize's strings, labels, wordings of the interface, other rooms' things."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import StringTranslation, Translation

from portal.core.translatables import registry, thing_changed
from portal.translations.kinds.labels import key_of, labelled_models
from portal.translations.kinds.pages import CARRIED, text_path
from portal.translations.kinds.records import is_translatable
from portal.translations.models import DeskItem
from portal.translations.services import desk, follow

_BEFORE = "_labels_before"
LOCALIZED = ("page", "record")
"""Kinds whose strings localize keeps."""


def connect() -> None:
    """Called once, when the app is ready."""
    page_published.connect(page_went_live, dispatch_uid="desk-page-published")
    page_unpublished.connect(page_left, dispatch_uid="desk-page-unpublished")
    post_save.connect(string_saved, sender=StringTranslation, dispatch_uid="desk-string-saved")
    post_delete.connect(string_saved, sender=StringTranslation, dispatch_uid="desk-string-deleted")
    post_save.connect(translation_begun, sender=Translation, dispatch_uid="desk-translation-begun")
    pre_save.connect(remember_labels, dispatch_uid="desk-labels-before")
    post_save.connect(record_saved, dispatch_uid="desk-labels-after")
    post_save.connect(translatable_record_saved, dispatch_uid="desk-record-saved")
    post_delete.connect(something_deleted, dispatch_uid="desk-deleted")
    thing_changed.connect(thing_of_a_room_changed, dispatch_uid="desk-thing-changed")


def _count_later(kind: str, key: str, *, only: list[str] | None = None, user: Any = None) -> None:
    """After the commit, when everything that belongs to the change is stored."""
    transaction.on_commit(partial(desk.refresh, kind, key, only=only, user=user))


def page_went_live(instance: Page, **_: Any) -> None:
    """A source that changed, a translation that was published, or a page nobody has seen yet."""
    if not registry.paused and instance.depth > 1:
        follow.page(instance)


def page_left(instance: Page, **_: Any) -> None:
    """A page is not public any more."""
    if not registry.paused:
        _count_later("page", str(instance.translation_key))


def string_saved(instance: StringTranslation, **_: Any) -> None:
    """A sentence was put into words: it belongs to the source as it is, unless it was only carried along."""
    if registry.paused or instance.context_id is None:
        return
    key, language = str(instance.context.object_id), instance.locale.language_code
    if instance.tool_name != CARRIED:
        item = DeskItem.objects.filter(kind__in=LOCALIZED, key=key).first()
        if item:
            follow.settle(item, language, text_path(instance.context.path, instance.translation_of.data))
    _count_later(_kind_of(key), key, only=[language])


def translation_begun(instance: Translation, **_: Any) -> None:
    """A page was sent to translation."""
    if not registry.paused:
        key = str(instance.source.object_id)
        _count_later(_kind_of(key), key)


def _kind_of(key: str) -> str:
    """Page or record: which of the two localize means."""
    return "page" if Page.objects.filter(translation_key=key).exists() else "record"


def translatable_record_saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **_: Any) -> None:
    """A record that exists in each language was stored, as it was written or as a translation."""
    if not registry.paused and not raw and is_translatable(sender):
        transaction.on_commit(partial(follow.localized, "record", instance))


def remember_labels(sender: type[models.Model], instance: models.Model, raw: bool = False, **_: Any) -> None:
    """What the record says in the database, before it is stored."""
    if registry.paused or raw or sender not in labelled_models() or instance.pk is None:
        return
    names = [f"{name}_{code}" for name in labelled_models()[sender] for code in desk.languages()]
    row = sender._base_manager.filter(pk=instance.pk).values(*names).first()
    setattr(instance, _BEFORE, row or {})


def record_saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **_: Any) -> None:
    """A record with labels was stored."""
    if registry.paused or raw or sender not in labelled_models():
        return
    before, source, key = instance.__dict__.pop(_BEFORE, {}), settings.LANGUAGE_CODE, key_of(instance)
    names = labelled_models()[sender]

    def changed(name: str, code: str) -> bool:
        return (before.get(f"{name}_{code}") or "") != (getattr(instance, f"{name}_{code}") or "")

    if before:
        kept = {(code, name) for name in names for code in desk.languages() if not changed(name, code)}
        old = {name: before.get(f"{name}_{source}") or "" for name in names}
        new = {name: getattr(instance, f"{name}_{source}") or "" for name in names}
        follow.labels("label", key, source=source, old=old, new=new, kept=kept)
        _settle_renewed(key, {(code, name) for name in names for code in desk.languages()} - kept)
    _count_later("label", key)


def _settle_renewed(key: str, renewed: set[tuple[str, str]]) -> None:
    item = DeskItem.objects.filter(kind="label", key=key).first() if renewed else None
    for language, path in renewed:
        if item:
            follow.settle(item, language, path)


def something_deleted(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    """A page or a record is gone."""
    if registry.paused:
        return
    if isinstance(instance, Page):
        _count_later("page", str(instance.translation_key))
    elif sender in labelled_models():
        _count_later("label", key_of(instance))
    elif is_translatable(sender):
        _count_later("record", str(instance.translation_key))  # type: ignore[attr-defined]


def thing_of_a_room_changed(
    kind: str, key: str, languages: tuple[str, ...] | None = None, user: Any = None, **_: Any
) -> None:
    """Another room says that one of its things was stored."""
    _count_later(kind, key, only=list(languages) if languages else None, user=user)
