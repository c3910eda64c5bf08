"""Translatable records that are no pages: key terms, films. localize keeps their strings as it keeps those of pages.

The key of a thing is its `translation_key`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, Page, get_translatable_models
from wagtail_localize.models import MissingRelatedObjectError, Translation, TranslationLog, TranslationSource

from portal.core.errors import InvalidContent
from portal.core.translatables import Standing, Thing
from portal.translations.choices import room_of
from portal.translations.kinds.pages import CARRIED, PageKind


@cache
def translatable_records() -> tuple[type[Any], ...]:
    """The models of the rooms whose records exist once in each language."""
    found = get_translatable_models(include_subclasses=False)
    own = [model for model in found if not issubclass(model, Page) and not model.__module__.startswith("wagtail")]
    return tuple(sorted(own, key=lambda model: model._meta.label))


class RecordKind(PageKind):
    """The first of each family of such records."""

    name = "record"
    label = gettext_lazy("Records")

    def things(self) -> Iterator[Thing]:
        """Model by model."""
        for model in translatable_records():
            seen = set()
            for record in model._default_manager.select_related("locale").order_by("pk").iterator(500):
                if record.translation_key not in seen:
                    seen.add(record.translation_key)
                    yield self._thing(self._original_of(record))

    def original(self, key: str) -> Any:
        """The record that others are translated from: localize's source, else the first that was written."""
        for model in translatable_records():
            record = model._default_manager.select_related("locale").filter(translation_key=key).order_by("pk").first()
            if record:
                return self._original_of(record)
        return None

    def standing(self, thing: Thing, language: str) -> Standing:
        """Whether the record exists in the language, and says everything that was translated."""
        record = self._in(thing, language)
        translation = self._translation(thing.key, language)
        if record is None:
            return Standing(exists=False, published=False, begun=translation is not None)
        if translation is None:
            return Standing(by_hand=True)
        log = TranslationLog.objects.filter(source=translation.source, locale=translation.target_locale)
        given = log.order_by("-created_at").values_list("created_at", flat=True).first()
        written = self._rows(thing.key, language).exclude(tool_name=CARRIED).order_by("-updated_at")
        newest = written.values_list("updated_at", flat=True).first()
        return Standing(published=not (newest and given and newest > given), begun=True)

    def write(self, thing: Thing, language: str, path: str, text: str, *, user: Any, machine: bool = False) -> None:
        """Store a string; the first one begins the translation."""
        if self._translation(thing.key, language) is None:
            self.begin(thing, language, user=user)
        super().write(thing, language, path, text, user=user, machine=machine)

    def editor_url(self, thing: Thing, language: str) -> str:
        """The editor of the record in this language; of its original where there is none."""
        record = self._in(thing, language) or self.original(thing.key)
        return (AdminURLFinder().get_edit_url(record) or "") if record else ""

    def publish(self, thing: Thing, language: str, *, user: Any) -> bool:
        """Give readers what was written."""
        translation = self._translation(thing.key, language)
        if translation is None:
            raise InvalidContent(_("This record has no translation into this language yet: begin it first."))
        try:
            translation.source.create_or_update_translation(
                translation.target_locale, user=user, publish=True, fallback=True
            )
        except (ValidationError, MissingRelatedObjectError) as error:
            raise InvalidContent(_("The record cannot be published: a text is too long or missing.")) from error
        return True

    def begin(self, thing: Thing, language: str, *, user: Any) -> None:
        """Tell localize; the record itself comes with its publication."""
        original = self.original(thing.key)
        if original is None:
            raise InvalidContent(_("This record does not exist any more."))
        source, _created = TranslationSource.update_or_create_from_instance(original)
        locale = Locale.objects.get(language_code=language)
        Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})

    def _original_of(self, record: Any) -> Any:
        source = self.source_of(str(record.translation_key))
        if source is None or source.locale_id == record.locale_id:
            return record
        family = type(record)._default_manager.select_related("locale").filter(translation_key=record.translation_key)
        return family.filter(locale_id=source.locale_id).first() or record

    def _in(self, thing: Thing, language: str) -> Any:
        for model in translatable_records():
            family = model._default_manager.filter(translation_key=thing.key)
            if record := family.filter(locale__language_code=language).first():
                return record
        return None

    @staticmethod
    def _thing(page: Any) -> Thing:
        with override(page.locale.language_code):
            title = f"{str(page._meta.verbose_name).capitalize()}: {page}"
        return Thing(str(page.translation_key), title[:255], page.locale.language_code, room_of(page._meta.app_label))

    def _extracted(self, thing: Thing) -> list[Any]:
        return self.extracted_from(self.original(thing.key))


def is_translatable(sender: type[Model]) -> bool:
    """Whether records of this model are things of the desk."""
    return sender in translatable_records()
