"""From an archive to the site: what is new is made; what is here already stays, or is replaced if that is wanted.

Nothing is ever deleted, and what learners did hangs on keys the archive keeps, so it stays with the course.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DataError, models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.utils.file import hash_filelike

from courses.h5p.package import NEW_CODE
from courses.integrations import stream_names
from courses.models import CourseIntensity, H5PActivity, Source, UnitRule
from courses.permissions import may_install_libraries, may_manage_courses
from courses.services import h5p_seeds, h5p_store, h5p_uploads
from courses.services.archive import form
from courses.services.archive.reading import Archive, BadArchive
from portal.core import seeding
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.core.fields import BlocksField
from portal.core.models import BigIdea

KINDS = ("page", "term", "video", "source", "activity", "picture", "document")


@dataclass
class Plan:
    """What would happen, or has happened: for each kind how many are new, here already, and replaced."""

    title: str
    is_new: bool
    new: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    known: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    replaced: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    languages: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Languages of the archive that this site does not speak."""
    needs_code: list[str] = field(default_factory=list)
    """Libraries of activities that are not installed here."""


def look_at(archive: Archive) -> Plan:
    """What taking it in would do. Raises BadArchive."""
    plan = _plan(archive)
    for kind, keys in _keys(archive).items():
        here = _here(kind, keys)
        plan.known[kind], plan.new[kind] = len(here), len(set(keys) - here)
    for row in archive.rows("activity"):
        with archive.file(row["file"]) as stream, h5p_uploads.read(stream) as package:
            plan.needs_code += [str(name) for name, state in package.states.items() if state in NEW_CODE]
    plan.needs_code = sorted(set(plan.needs_code))
    return plan


@transaction.atomic
def take_in(*, user: Any, archive: Archive, parent: Page, replace: bool = False) -> Plan:
    """Store a course below a page, or renew it where it stands. All of it or nothing.

    Raises NotAllowed, BadArchive, or DomainError with what is wrong.
    """
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers may bring in a course."))
    plan = look_at(archive)
    if plan.needs_code and not may_install_libraries(user):
        names = ", ".join(plan.needs_code)
        raise NotAllowed(_("This course brings program code that is not installed here: %(names)s.") % {"names": names})
    plan.known, plan.new = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    try:
        Storer(user, archive, parent, replace, plan).store()
    except (KeyError, TypeError, AttributeError, ValueError, ValidationError, DataError) as error:
        raise BadArchive(
            _("The archive holds something this site does not understand: %(what)s") % {"what": str(error)[:200]}
        ) from error
    counts = {"new": sum(plan.new.values()), "replaced": sum(plan.replaced.values())}
    record(actor=user, action="course.taken_in", data={"course": archive.course, **counts})
    return plan


class Storer:
    """One course on its way into the site."""

    def __init__(self, user: Any, archive: Archive, parent: Page, replace: bool, plan: Plan) -> None:
        self.user, self.archive, self.parent, self.replace, self.plan = user, archive, parent, replace, plan
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.here: dict[tuple[str, str], Any] = {}
        """Kind and name in the archive, with the row of this site."""

    def store(self) -> None:
        """What others name comes before them; links between pages are set once all pages stand."""
        for kind, fields in (("picture", form.OF_A_PICTURE), ("document", form.OF_A_DOCUMENT)):
            for row in self.archive.rows(kind):
                self._file(kind, row, fields)
        for row in self.archive.rows("source"):
            self._source(row)
        for kind in form.TRANSLATED:
            for row in self.archive.rows(kind):
                self._record(kind, row)
        for row in self.archive.rows("activity"):
            self._activity(row)
        self._pages()
        for row in self.archive.rows("intensity"):
            self._intensity(row)

    def _count(self, kind: str, old: Any) -> bool:
        """Whether something is to be written."""
        counts = self.plan.new if old is None else self.plan.replaced if self.replace else self.plan.known
        counts[kind] += 1
        return old is None or self.replace

    def _file(self, kind: str, row: dict[str, Any], fields: tuple[str, ...]) -> None:
        """A picture or document; one with the same content is the same."""
        model = form.models_of_kinds()[kind]
        with self.archive.file(row["file"]) as stream:
            old = model.objects.filter(file_hash=hash_filelike(stream)).first()
            counts = self.plan.known if old else self.plan.new
            counts[kind] += 1
            if old is None:
                values = {name: row["fields"][name] for name in fields}
                old = model(
                    file=File(stream, name=row["file"].rpartition("/")[2]), uploaded_by_user=self.user, **values
                )
                old.full_clean()
                old.save()
        self.here[kind, row["name"]] = old

    def _source(self, row: dict[str, Any]) -> None:
        old = Source.objects.filter(code=row["code"]).first()
        if self._count("source", old):
            found = old or Source(code=row["code"])
            for one in form.fields_of(Source):
                setattr(found, one.name, row[one.name])
            found.full_clean()
            found.save()
            old = found
        self.here["source", row["code"]] = old

    def _record(self, kind: str, row: dict[str, Any]) -> None:
        model, locale = form.TRANSLATED[kind], self._locale(row)
        old = model.objects.filter(translation_key=row["key"], locale=locale).first()
        if self._count(kind, old):
            old = self._filled(old or model(translation_key=UUID(row["key"]), locale=locale), row)
            self._take_files(old, row["files"].get(row["language"], {}))
            old.full_clean()
            old.save()
            for code, other in self._in_other_languages(old, row):
                self._take_files(other, row["files"].get(code, {}))
                other.save()
        self.here[kind, row["key"]] = old

    def _take_files(self, thing: Any, files: dict[str, str]) -> None:
        for name, place in files.items():
            with self.archive.file(place) as stream:
                getattr(thing, name).save(place.rpartition("/")[2], File(stream), save=False)

    def _activity(self, row: dict[str, Any]) -> None:
        old = H5PActivity.objects.filter(uuid=row["uuid"]).first()
        if self._count("activity", old):
            with self.archive.file(row["file"]) as stream, h5p_uploads.read(stream) as package:
                if old:
                    old = h5p_store.replace(package, activity=old, user=self.user)
                else:
                    old = h5p_store.install(package, user=self.user, uuid=UUID(row["uuid"]))
            for name in form.OF_AN_ACTIVITY:
                setattr(old, name, row["fields"][name])
            old.full_clean()
            old.save()
            for code, words in row["translations"].items():
                if code in self.locales and code != old.language:
                    h5p_seeds.load(activity=old, language=code, words=words)
        self.here["activity", row["uuid"]] = old

    def _pages(self) -> None:
        rows = self.archive.rows("pages")
        wanted = []
        for row in rows:
            page, is_new = self._placed(row)
            self.here["page", f"{row['key']}:{row['language']}"] = page
            if self._count("page", None if is_new else page):
                wanted.append((page, row))
        for page, row in wanted:
            self._write_page(page, row)

    def _placed(self, row: dict[str, Any]) -> tuple[Any, bool]:
        """A page where it belongs: the one that is here, or a new one still without its text."""
        model, locale = form.PAGES[row["kind"]], self._locale(row)
        page = model.objects.filter(translation_key=row["key"], locale=locale).first()
        if page:
            return page, False
        above = self.here["page", f"{row['parent']}:{row['language']}"] if row["parent"] else self._top(locale)
        above = Page.objects.get(pk=above.pk)
        names = {name: row["fields"][name] for name in form.OF_A_PAGE}
        page = model(translation_key=UUID(row["key"]), locale=locale, live=False, **names)
        for one in form.fields_of(model):
            if one.name not in names and not isinstance(one, BlocksField) and not one.is_relation:
                setattr(page, one.name, row["fields"][one.name])
        above.add_child(instance=page)
        return page, True

    def _top(self, locale: Locale) -> Page:
        """The page the course goes below, in the language it is written in."""
        return self.parent.get_translation_or_none(locale) or self.parent

    def _write_page(self, page: Any, row: dict[str, Any]) -> None:
        page.refresh_from_db()
        self._filled(page, row)
        page.full_clean()
        revision = page.save_revision(user=self.user, clean=False)
        if row["live"] or page.live:
            revision.publish(user=self.user)
        page.refresh_from_db()
        list(self._in_other_languages(page, row))

    def _filled(self, thing: Any, row: dict[str, Any]) -> Any:
        for one in form.fields_of(type(thing)):
            if one.name in row["fields"]:
                value = row["fields"][one.name]
                if isinstance(one, BlocksField):
                    value = one.to_python(stream_names.exchanged(one.stream_block, value, self._number, clean=True))
                elif one.is_relation:
                    value = self._number(form.model_of(one), value) if value else None
                setattr(thing, one.attname, value)
        return thing

    def _in_other_languages(self, thing: Any, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        codes = [code for code in row["translations"] if code in self.locales and code != row["language"]]
        said = {self.locales[code]: _cleaned(row["translations"][code]) for code in codes}
        for locale, other in seeding.translate_words(thing, said).items():
            yield locale.language_code, other

    def _intensity(self, row: dict[str, Any]) -> None:
        known = CourseIntensity.objects.filter(course=self.archive.course, code=row["code"]).first()
        if known and not self.replace:
            return
        found = known or CourseIntensity(course=UUID(self.archive.course))
        for one in form.rule_fields():
            setattr(found, one.name, one.to_python(row[one.name]))
        found.full_clean()
        found.save()
        for unit, required in row["rules"].items():
            UnitRule.objects.update_or_create(intensity=found, unit=unit, defaults={"required": bool(required)})

    def _number(self, model: type[models.Model], name: Any) -> int | None:
        """Of this site, for a name of the archive; None for something that is not here."""
        kind = form.kind_of(model)
        found = self.here.get((kind, str(name)))
        if found is None and kind == "page":
            key, _colon, language = str(name).partition(":")
            with suppress(ValidationError):  # no key at all
                found = Page.objects.filter(translation_key=key, locale__language_code=language).first()
        if found is None and kind == "idea":
            found = BigIdea.objects.filter(number=name).first()
        return found.pk if found else None

    def _locale(self, row: dict[str, Any]) -> Locale:
        if row["language"] not in self.locales:
            language = dict(settings.LANGUAGES).get(row["language"], row["language"])
            raise DomainError(_("The course is written in a language this site does not have: %s.") % language)
        return self.locales[row["language"]]


def _cleaned(rows: list[list[str]]) -> dict[tuple[str, str], str]:
    return {(path, stream_names.clean_words(source)): stream_names.clean_words(words) for path, source, words in rows}


def _plan(archive: Archive) -> Plan:
    spoken = {code for code, _name in settings.LANGUAGES}
    languages = set(archive.content.get("languages", []))
    is_new = not form.PAGES["course"].objects.filter(translation_key=_uuid(archive.course)).exists()
    return Plan(archive.title, is_new, languages=sorted(languages & spoken), left_out=sorted(languages - spoken))


def _keys(archive: Archive) -> dict[str, list[str]]:
    names = {"page": ("pages", "key"), "source": ("source", "code"), "activity": ("activity", "uuid")}
    names |= {kind: (kind, "key") for kind in form.TRANSLATED}
    try:
        return {kind: [str(row[key]) for row in archive.rows(rows)] for kind, (rows, key) in names.items()}
    except KeyError as error:
        raise BadArchive(_("The archive is not complete. Make it again on the site it comes from.")) from error


def _here(kind: str, keys: list[str]) -> set[str]:
    model = Page if kind == "page" else form.models_of_kinds()[kind]
    name = {"source": "code", "activity": "uuid"}.get(kind, "translation_key")
    if kind != "source":
        keys = [str(_uuid(key)) for key in keys]
    return {str(key) for key in model.objects.filter(**{f"{name}__in": keys}).values_list(name, flat=True)}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadArchive(_("The archive is damaged. Download it again.")) from error
