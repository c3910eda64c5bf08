"""Pages, whose strings wagtail-localize keeps. The key of a thing is its `translation_key`."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    MissingRelatedObjectError,
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.core.errors import DomainError, InvalidContent
from portal.core.translatables import Kind, Standing, Text, Thing
from portal.translations.choices import room_of

CARRIED = "earlier wording"
"""localize's name of the tool for a translation that was kept when its source changed."""


def text_path(context_path: str, data: str) -> str:
    """A string inside its page: the place and what stands there."""
    return f"{context_path}#{String._get_data_hash(data).hex}"


class PageKind(Kind):
    """Live pages that were written, not translated."""

    name = "page"
    label = gettext_lazy("Pages")
    together = True
    original_elsewhere = True

    def things(self) -> Iterator[Thing]:
        """The first of each family of live pages."""
        earlier = Page.objects.live().filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        first = Page.objects.live().filter(~Exists(earlier), depth__gt=1, alias_of=None)
        sources = dict(
            TranslationSource.objects.filter(translations__enabled=True)
            .order_by("-pk")
            .values_list("object_id", "locale_id")
        )
        for page in first.select_related("locale", "content_type").order_by("path").iterator(500):
            if sources.get(page.translation_key, page.locale_id) == page.locale_id:
                yield self._thing(page)
            elif thing := self.thing(str(page.translation_key)):
                yield thing

    def thing(self, key: str) -> Thing | None:
        """The original of a family, if it is live."""
        page = self.original(key)
        return self._thing(page) if page else None

    def texts(self, thing: Thing, language: str) -> list[Text]:
        """localize's strings; those of a page that was never sent to translation are extracted now."""
        source = self.source_of(thing.key)
        if source is None:
            return self._extracted(thing)
        segments = (
            StringSegment.objects.filter(source=source).order_by("order", "pk").select_related("string", "context")
        )
        done = self._translations(thing.key, language) if language != thing.source_language else {}
        texts: dict[str, Text] = {}
        for segment in segments:
            path = text_path(segment.context.path, segment.string.data)
            own = done.get((segment.context_id, segment.string_id))
            texts.setdefault(path, self._text(path, segment.context.field_path, segment.string.data, own))
        return list(texts.values())

    def standing(self, thing: Thing, language: str) -> Standing:
        """Whether the page exists in the language, is live, and has everything that was translated."""
        pages = {
            page.locale.language_code: page
            for page in Page.objects.filter(translation_key=thing.key, alias_of=None).select_related("locale")
        }
        original, page = pages.get(thing.source_language), pages.get(language)
        if page is None or original is None:
            return Standing(exists=False, published=False)
        translation = self._translation(thing.key, language)
        if translation is None:
            outdated = bool(
                page.last_published_at
                and original.last_published_at
                and original.last_published_at > page.last_published_at
            )
            return Standing(published=page.live, outdated=outdated, by_hand=True)
        newest = (
            self._rows(thing.key, language)
            .exclude(tool_name=CARRIED)
            .order_by("-updated_at")
            .values_list("updated_at", flat=True)
            .first()
        )
        unpublished = bool(newest and page.last_published_at and newest > page.last_published_at)
        return Standing(published=page.live and not unpublished, begun=True)

    def write(self, thing: Thing, language: str, path: str, text: str, *, user: Any, machine: bool = False) -> None:
        """Store a string as localize's own editor does."""
        translation = self._translation(thing.key, language)
        if translation is None:
            raise InvalidContent(_("This page has no translation into this language yet: begin it first."))
        for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
            if text_path(segment.context.path, segment.string.data) == path:
                break
        else:
            raise InvalidContent(_("This string is not in the page any more."))
        values = {
            "data": text,
            "translation_type": "machine" if machine else "manual",
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        }
        place = {"translation_of": segment.string, "context": segment.context, "locale": translation.target_locale}
        if text:
            StringTranslation.objects.update_or_create(**place, defaults=values)
        else:
            for row in StringTranslation.objects.filter(**place):
                row.delete()

    def editor_url(self, thing: Thing, language: str) -> str:
        """localize's editor; where nothing was begun, the form that begins."""
        page = Page.objects.filter(translation_key=thing.key, locale__language_code=language, alias_of=None).first()
        if page:
            return reverse("wagtailadmin_pages:edit", args=[page.pk])
        original = self.original(thing.key)
        return reverse("wagtail_localize:submit_page_translation", args=[original.pk]) if original else ""

    def publish(self, thing: Thing, language: str, *, user: Any) -> bool:
        """Build the page from its strings and put it live, if this person may."""
        translation = self._translation(thing.key, language)
        if translation is None:
            raise InvalidContent(_("This page has no translation into this language yet: begin it first."))
        page = translation.get_target_instance()
        if not page.permissions_for_user(user).can_publish():
            raise DomainError(_("You may not publish this page."))
        try:
            page, _created = translation.source.create_or_update_translation(
                translation.target_locale, user=user, publish=False, fallback=True, copy_parent_pages=True
            )
        except (ValidationError, MissingRelatedObjectError) as error:
            raise InvalidContent(_("The page cannot be published: open it in the page editor.")) from error
        # Publishing inside localize's on_commit would write stale tree numbers.
        page.refresh_from_db()
        page.get_latest_revision().publish(user=user)
        return True

    def begin(self, thing: Thing, language: str, *, user: Any) -> None:
        """Send the page to translation: an unpublished page in the language."""
        original = self.original(thing.key)
        if original is None:
            raise InvalidContent(_("This page is not public any more."))
        locale = Locale.objects.get(language_code=language)
        source, _created = TranslationSource.update_or_create_from_instance(original.specific)
        Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
        if not Page.objects.filter(translation_key=thing.key, locale=locale, alias_of=None).exists():
            source.create_or_update_translation(locale, user=user, publish=False, fallback=True, copy_parent_pages=True)

    def original(self, key: str) -> Page | None:
        """The page that others are translated from: localize's source, else the first that was written."""
        family = Page.objects.live().filter(translation_key=key, depth__gt=1, alias_of=None).select_related("locale")
        source = self.source_of(key)
        if source:
            return family.filter(locale_id=source.locale_id).first()
        return family.order_by("pk").first()

    @staticmethod
    def source_of(key: str) -> TranslationSource | None:
        """localize's source of a family, if it was ever sent to translation."""
        return (
            TranslationSource.objects.filter(object_id=key, translations__enabled=True)
            .select_related("locale")
            .order_by("pk")
            .first()
        )

    @staticmethod
    def _translation(key: str, language: str) -> Translation | None:
        rows = Translation.objects.filter(source__object_id=key, target_locale__language_code=language, enabled=True)
        return rows.select_related("source", "target_locale").first()

    @staticmethod
    def _rows(key: str, language: str) -> Any:
        return StringTranslation.objects.filter(context__object_id=key, locale__language_code=language)

    def _translations(self, key: str, language: str) -> dict[tuple[int, int], StringTranslation]:
        return {(row.context_id, row.translation_of_id): row for row in self._rows(key, language)}

    @staticmethod
    def _thing(page: Page) -> Thing:
        room = room_of(page.content_type.app_label)
        return Thing(str(page.translation_key), page.title, page.locale.language_code, room)

    @staticmethod
    def _text(path: str, place: str, data: str, row: StringTranslation | None) -> Text:
        return Text(
            path=path,
            source=data,
            target=row.data if row and not row.has_error else "",
            place=place_name(place or path),
            markup=True,
            machine=bool(row and row.translation_type == "machine"),
            carried=bool(row and row.tool_name == CARRIED),
            by=row.last_translated_by_id if row else None,
            at=row.updated_at if row else None,
        )

    def _extracted(self, thing: Thing) -> list[Text]:
        page = self.original(thing.key)
        return self.extracted_from(page.specific if page else None)

    def extracted_from(self, instance: Any) -> list[Text]:
        """The strings of something that was never sent to translation."""
        values = extract_segments(instance) if instance else []
        found = [value for value in values if isinstance(value, StringSegmentValue)]
        return [self._text(text_path(v.path, v.string.data), v.path, v.string.data, None) for v in found]


def place_name(field_path: str) -> str:
    """Where a string stands, for people: "body, quote, text"."""
    parts = field_path.split("#")[0].split(".")
    return ", ".join(part.replace("_", " ") for part in parts if len(part) < 30 and part != "item")
