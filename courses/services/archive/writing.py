"""From the site to an archive."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.models import Locale

from courses.integrations import stream_names
from courses.models import CourseIntensity, CoursePage, H5PActivity, ModulePage, Source, UnitPage
from courses.services import h5p_export, h5p_translations
from courses.services.archive import form
from courses.services.archive.form import model_of
from courses.services.archive.packing import Box
from portal.core import seeding
from portal.core.fields import BlocksField


def write(*, user: Any, course: UUID, target: IO[bytes]) -> str:
    """Write everything of a course; returns a name for the file. Raises NotAllowed, or CoursePage.DoesNotExist."""
    page = CoursePage.objects.filter(translation_key=course).order_by("pk").first()
    if page is None:
        raise CoursePage.DoesNotExist
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        box = Box(archive)
        Writer(user, page, box).write()
        box.close({"format": form.FORMAT, "version": form.VERSION, "made": timezone.now().isoformat()})
    return f"{page.slug}-{timezone.localdate():%Y-%m-%d}.zip"


class Writer:
    """One course on its way into a box. What its texts name is noted, and follows."""

    def __init__(self, user: Any, page: CoursePage, box: Box) -> None:
        self.user, self.page, self.box = user, page, box
        self.locales = {locale.pk: locale for locale in Locale.objects.all()}
        self.named: dict[str, dict[Any, str]] = {}
        """Kind to numbers of this site, with the name each has in the archive."""

    def write(self) -> None:
        """Pages first: they say what else is needed."""
        pages = [self._page(page) for page in self._pages()]
        translated = {kind: list(self._records(kind)) for kind in reversed(form.TRANSLATED)}
        content = {
            "course": str(self.page.translation_key),
            "title": self.page.title,
            "language": self.locales[self.page.locale_id].language_code,
            "languages": sorted(locale.language_code for locale in self.locales.values()),
            "pages": pages,
            **translated,
            "source": [self._source(pk) for pk in self.named.get("source", {})],
            "picture": list(self._files_of("picture", form.OF_A_PICTURE)),
            "document": list(self._files_of("document", form.OF_A_DOCUMENT)),
            "activity": [self._activity(pk) for pk in self.named.get("activity", {})],
            "intensity": [self._intensity(row) for row in self._intensities()],
        }
        self.box.add("course.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode())

    def _pages(self) -> Iterator[Any]:
        yield self.page
        for module in ModulePage.objects.child_of(self.page).order_by("path"):
            yield module
            yield from UnitPage.objects.child_of(module).order_by("path")

    def _page(self, page: Any) -> dict[str, Any]:
        kind = next(kind for kind, model in form.PAGES.items() if isinstance(page, model))
        parent = None if kind == "course" else str(page.get_parent().translation_key)
        return {"kind": kind, "parent": parent, "live": page.live, **self._translated(page)}

    def _records(self, kind: str) -> Iterator[dict[str, Any]]:
        for row in form.TRANSLATED[kind].objects.filter(pk__in=self.named.get(kind, {})).order_by("key"):
            yield {**self._translated(row), "files": self._files(row)}

    def _translated(self, thing: Any) -> dict[str, Any]:
        values = {field.name: self._value(thing, field) for field in form.fields_of(type(thing))}
        return {
            "key": str(thing.translation_key),
            "language": self.locales[thing.locale_id].language_code,
            "fields": {name: value for name, value in values.items() if value is not ...},
            "translations": self._translations(thing),
        }

    def _value(self, thing: Any, field: models.Field) -> Any:
        value = field.value_from_object(thing)
        if isinstance(field, BlocksField):
            return stream_names.exchanged(field.stream_block, value.get_prep_value(), self._name)
        if isinstance(field, models.FileField):
            return ...
        return self._name(model_of(field), value) if field.is_relation and value else value

    def _files(self, row: Any) -> dict[str, dict[str, str]]:
        """Of a record in each language: field to the file's place in the archive."""
        found: dict[str, dict[str, str]] = {}
        for other in type(row).objects.filter(translation_key=row.translation_key):
            for field in form.fields_of(type(row)):
                stored = field.value_from_object(other) if isinstance(field, models.FileField) else None
                if stored:
                    with stored.open("rb") as stream:
                        place = self.box.keep("films", stored.name, stream)
                    found.setdefault(self.locales[other.locale_id].language_code, {})[field.name] = place
        return found

    def _translations(self, thing: Any) -> dict[str, list[list[str]]]:
        """Language to the strings as readers get them: path, source, words."""
        others = type(thing).objects.filter(translation_key=thing.translation_key).exclude(pk=thing.pk)
        live = (other for other in others if getattr(other, "live", True))
        return {
            self.locales[other.locale_id].language_code: [
                [path, source, words] for (path, source), words in seeding.words_in(thing, other).items()
            ]
            for other in live
        }

    def _name(self, model: type[models.Model], number: Any) -> str | None:
        """The name of something in the archive; it is noted, so that it comes along."""
        kind = form.kind_of(model)
        row = model._default_manager.filter(pk=number).first() if kind else None
        if row is None:
            return None
        name = self._name_of(kind, row)
        self.named.setdefault(kind, {})[row.pk] = name
        return name

    def _name_of(self, kind: str, row: Any) -> str:
        if kind == "page":
            return f"{row.translation_key}:{self.locales[row.locale_id].language_code}"
        if kind in form.TRANSLATED:
            return str(row.translation_key)
        keys = {"activity": "uuid", "source": "code", "idea": "number"}
        return str(getattr(row, keys[kind])) if kind in keys else f"{kind}-{row.pk}"

    def _source(self, pk: int) -> dict[str, Any]:
        return {field.name: getattr(Source.objects.get(pk=pk), field.name) for field in form.fields_of(Source)}

    def _files_of(self, kind: str, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        for row in form.models_of_kinds()[kind].objects.filter(pk__in=self.named.get(kind, {})).order_by("pk"):
            with row.file.open("rb") as stream:
                place = self.box.keep(f"{kind}s", row.file.name, stream)
            values = {field: getattr(row, field) for field in fields}
            yield {"name": self.named[kind][row.pk], "file": place, "fields": values}

    def _activity(self, pk: int) -> dict[str, Any]:
        activity = H5PActivity.objects.with_library().get(pk=pk)
        with tempfile.TemporaryFile() as package:
            h5p_export.export(user=self.user, activity=activity, target=package)
            package.seek(0)
            place = self.box.keep("activities", f"{activity.uuid}.h5p", package)
        return {
            "uuid": str(activity.uuid),
            "title": activity.title,
            "file": place,
            "fields": {name: getattr(activity, name) for name in form.OF_AN_ACTIVITY},
            "translations": {
                language: h5p_translations.published_words(activity, language)
                for language in activity.localisations.values_list("language", flat=True)
            },
        }

    def _intensities(self) -> Iterator[CourseIntensity]:
        yield from CourseIntensity.objects.filter(course=self.page.translation_key).prefetch_related("rules")

    def _intensity(self, row: CourseIntensity) -> dict[str, Any]:
        rules = {str(rule.unit): rule.required for rule in row.rules.all()}
        return {**{field.name: field.value_from_object(row) for field in form.rule_fields()}, "rules": rules}
