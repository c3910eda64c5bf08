"""Loads the course: terms, sources, films, activities, pages, each in four languages; safe to run again and again."""

import json
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from wagtail.models import Locale, Page

from courses.demo import activities, texts
from courses.demo.drawing import prints
from courses.demo.streams import Found, Streams
from courses.demo.texts import Block, Content, Text
from courses.integrations import h5p_folders
from courses.models import CoursePage, H5PActivity, ModulePage, Source, Term, UnitPage, Video
from courses.services import h5p_seeds, h5p_store, h5p_uploads
from portal.core import seeding, translatables
from portal.core.models import BigIdea, SeedRecord
from portal.core.seeding import SeedError

PARENT = "course"
"""The public page about the course: the course itself stands below it."""


def load(update: bool = False) -> int:
    """Store what is missing; with `update`, renew what nobody has changed. Raises SeedError and stores nothing."""
    content = texts.read([code for code, _name in settings.LANGUAGES])
    if content.problems:
        raise SeedError(content.problems)
    loader = Loader(content, update=update)
    with transaction.atomic():
        translatables.while_paused(loader.load)
        for key in loader.changed:
            translatables.changed(*key)
    return loader.stored


class Loader:
    """One run."""

    def __init__(self, content: Content, *, update: bool) -> None:
        self.content = content
        self.update = update
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.source, *self.others = content.languages
        self.found = Found(
            video=lambda key: self._record(Video, key),
            term=lambda key: self._record(Term, key),
            source=lambda code: _pk(Source, code=code),
            activity=lambda block: H5PActivity.objects.values_list("pk", flat=True).get(
                uuid=activities.identity(block)
            ),
        )
        self.stored = 0
        self.changed: list[tuple[str, str]] = []
        """What the translation desk has to count again: kind and key."""

    def load(self) -> None:
        """What pages name comes before them."""
        for code, row in self.content.sources.items():
            self._once(f"source:{code}", row, partial(self._source, code, row))
        for key in self.content.terms[self.source]:
            self._once(f"term:{key}", self._in_all("terms", key), partial(self._term, key))
        for key in self.content.boards:
            drawn = [prints.stored().get(f"{key}.{code}") for code in self.content.languages]
            data = [self._in_all("films", key), self.content.boards[key], drawn]
            self._once(f"video:{key}", data, partial(self._film, key))
        for name, text in self.content.first.items():
            for number, block in enumerate(text.blocks):
                if block.name == "activity":
                    rows = [self.content.texts[code][name].blocks[number] for code in self.content.languages]
                    self._once(f"activity:{block.argument}", [row.data for row in rows], partial(self._activity, rows))
        self._pages()

    def _in_all(self, what: str, key: str) -> list[Any]:
        return [getattr(self.content, what)[language][key] for language in self.content.languages]

    def _once(self, key: str, data: Any, store: Any) -> None:
        """Store what was never stored; what people deleted is not brought back."""
        key, mark = f"course:{key}", seeding.fingerprint(data)
        seed = SeedRecord.objects.filter(key=key).first()
        if seed is not None and (not self.update or seed.fingerprint == mark):
            return
        if store() is False:
            return
        SeedRecord.objects.update_or_create(key=key, defaults={"fingerprint": mark})
        self.stored += 1

    def _record(self, model: Any, key: str) -> int:
        return _pk(model, key=key, locale=self.locales[self.source])

    @staticmethod
    def _source(code: str, row: dict[str, str]) -> None:
        values = {name: row.get(name, "") for name in ("reference", "url", "doi", "status")}
        values["language"] = row.get("language", "en")
        Source.objects.update_or_create(code=code, defaults=values)

    def _term(self, key: str) -> None:
        rows = {code: self.content.terms[code][key] for code in self.content.languages}
        self._translated(Term, key, {code: dict(row) for code, row in rows.items()})

    def _film(self, key: str) -> None:
        board, values = self.content.boards[key], {}
        for code in self.content.languages:
            film = self.content.films[code][key]
            scenes = json.dumps(Streams(f"videos/{key}", self.found).scenes(film, board))
            values[code] = {"title": film["title"], "description": film["description"], "scenes": scenes}
        rows = self._translated(Video, key, values)
        for code, video in rows.items():
            _attach(video, texts.HERE / "films" / f"{key}.{code}.mp4", texts.HERE / "films" / f"{key}.{code}.webp")

    def _translated(self, model: Any, key: str, values: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """A record and its translations, by language."""
        identity = UUID(Streams(f"{model.__name__}:{key}", self.found).identity())
        own, _created = model.objects.update_or_create(
            key=key, locale=self.locales[self.source], defaults={**values[self.source], "translation_key": identity}
        )
        seeding.translate_all(
            own, {self.locales[code]: model(key=key, locale=self.locales[code], **values[code]) for code in self.others}
        )
        return {
            row.locale.language_code: row
            for row in model.objects.filter(translation_key=identity).select_related("locale")
        }

    def _activity(self, rows: list[Block]) -> bool | None:
        first, *others = rows
        activity = H5PActivity.objects.filter(uuid=activities.identity(first)).first()
        if activity and activity.changed_by is not None:
            return False
        about = activities.about(first, first.data["title"], self.source)
        with h5p_uploads.read(h5p_folders.package(about, activities.parameters(first))) as found:
            activity = h5p_store.install_own(found, activity=activity or H5PActivity(uuid=activities.identity(first)))
        for code, block in zip(self.others, others, strict=True):
            words = h5p_seeds.words_of(activity, activities.parameters(block), block.data["title"])
            h5p_seeds.load(activity=activity, language=code, words=words)
        self.changed.append((h5p_seeds.DESK, str(activity.uuid)))
        return None

    def _pages(self) -> None:
        parent = Page.objects.filter(translation_key=seeding.page_key(PARENT), locale=self.locales[self.source]).first()
        if parent is None:
            return
        course = self._page("course", CoursePage, parent)
        modules: dict[str, Page | None] = {}
        for name in sorted(self.content.first, key=_in_order):
            folder, _slash, file = name.partition("/")
            if file == "module":
                modules[folder] = course and self._page(name, ModulePage, course)
            elif file and modules.get(folder):
                self._page(name, UnitPage, modules[folder])

    def _page(self, name: str, model: Any, parent: Any) -> Page | None:
        """A page in the source language and its translations. None for one that people have deleted."""
        rows = {code: self.content.texts[code][name] for code in self.content.languages}
        self._once(
            f"page:{name}", [repr(text) for text in rows.values()], partial(self._store, name, model, parent, rows)
        )
        return model.objects.filter(translation_key=page_key(name), locale=self.locales[self.source]).first()

    def _store(self, name: str, model: Any, parent: Any, rows: dict[str, Text]) -> bool | None:
        page = model.objects.filter(translation_key=page_key(name), locale=self.locales[self.source]).first()
        if page and page.latest_revision and page.latest_revision.user_id is not None:
            return False
        values = self._values(name, model, rows[self.source])
        if page is None:
            page = model(locale=self.locales[self.source], translation_key=page_key(name), live=False, **values)
            parent.refresh_from_db()
            parent.add_child(instance=page)
        for field, value in values.items():
            setattr(page, field, value)
        page.save_revision(clean=False).publish()
        page.refresh_from_db()
        seeding.translate_all(
            page,
            {
                self.locales[code]: model(locale=self.locales[code], **self._values(name, model, rows[code]))
                for code in self.others
            },
        )
        self.changed.append(("page", str(page.translation_key)))
        return None

    def _values(self, name: str, model: Any, text: Text) -> dict[str, Any]:
        """The fields of a page, from its file."""
        front, streams = text.front, Streams(name, self.found)
        values = {"title": front["title"], "slug": front["slug"], "search_description": front.get("seo", "")}
        if model is UnitPage:
            values |= {"number": front["id"], "minutes": front["minutes"], "lead": front["purpose"]}
            return values | {"body": json.dumps(streams.unit(text))}
        values["lead"] = front["question"] if model is ModulePage else front["lead"]
        if model is ModulePage:
            values |= {"code": front["id"], "question": front["question"], "storyline": front["storyline"]}
            if isinstance(front["big_idea"], int):
                values["idea"] = BigIdea.objects.filter(number=front["big_idea"]).first()
        built = streams.module(text)
        if model is CoursePage:
            built = {field: built[field] for field in ("body", "outcomes")}
            values["certificate_name"] = front.get("certificate", "")
        return values | {field: json.dumps(stream) for field, stream in built.items()}


def page_key(name: str) -> UUID:
    """The `translation_key` of a page of the course: "course", "m0/module", "m0/unit-1"."""
    return seeding.page_key(f"course/{name}")


def _pk(model: Any, **where: Any) -> int:
    return model.objects.values_list("pk", flat=True).get(**where)


def _in_order(name: str) -> tuple[str, bool, str]:
    folder, _slash, file = name.partition("/")
    return folder, file != "module", file


def _attach(video: Video, film: Path, poster: Path) -> None:
    for field, path in (("file", film), ("poster", poster)):
        if path.exists():
            with path.open("rb") as opened:
                getattr(video, field).save(path.name, File(opened), save=False)
    video.save()
