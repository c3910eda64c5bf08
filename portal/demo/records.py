"""Loads the plain records: organisations, ideas, categories, settings, funding texts, pictures, results."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import models
from wagtail.images.models import Filter
from wagtail.models import Site

from portal.accounts.models import Organisation, OrganisationPerson
from portal.core.models import BigIdea, FundingText, PortalImage, ProjectSettings, SeedRecord
from portal.core.seeding import fingerprint
from portal.demo.source import HERE, Source
from portal.models import NewsCategory, Result, ResultFile, ResultVersion


class RecordLoader:
    """Stores records once. With `update`, changes those that nobody has changed since they were seeded."""

    def __init__(self, source: Source, *, update: bool, report: Callable[[str], None], root: Path = HERE) -> None:
        self.source = source
        self.update = update
        self.report = report
        self.root = root
        self.languages = list(source.labels)

    def load(self) -> None:
        """All records, in the order in which they need each other."""
        for number, row in self.source.records["ideas"].items():
            self.store(f"idea:{number}", BigIdea, {"number": row["number"]}, self.words("ideas", number))
        for key, row in self.source.records["categories"].items():
            values = {"sort_order": row["sort_order"], **self.words("categories", key)}
            self.store(f"category:{key}", NewsCategory, {"key": key}, values)
        for row in self.source.records["funding"]:
            identity = {name: row[name] for name in ("regime", "kind", "language")}
            values = {name: row[name] for name in ("text", "source")}
            self.store("funding:" + ":".join(identity.values()), FundingText, identity, values)
        for key, row in self.source.records["organisations"].items():
            self._organisation(key, row)
        for key, row in self.source.records["images"].items():
            self._image(key, row)
        for code, row in self.source.records["results"].items():
            self._result(code, row)

    def words(self, group: str, key: str, names: tuple[str, ...] = ()) -> dict[str, str]:
        """Translated values as modeltranslation's fields: `{"name_en": …, "name_hu": …}`."""
        found = {}
        for language in self.languages:
            labels = self.source.labels[language].get(group, {})
            for name, value in (labels.get(key, {}) if key else labels).items():
                if isinstance(value, str) and (not names or name in names):
                    found[f"{name}_{language}"] = value
        return found

    def store(self, key: str, model: type[models.Model], identity: dict[str, Any], values: dict[str, Any]) -> Any:
        """Make the record, or bring it up to date if it may be; returns it, or None if someone deleted it."""
        seed = SeedRecord.objects.filter(key=key).first()
        record = model._default_manager.filter(**identity).first()
        if seed and record is None:
            return None
        if record is not None and not (self.update and seed and seed.fingerprint == self._state(record, values)):
            return record
        if record is not None and all(str(getattr(record, name)) == str(value) for name, value in values.items()):
            return record
        record = record or model(**identity)
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
        record.refresh_from_db()
        SeedRecord.objects.update_or_create(key=key, defaults={"fingerprint": self._state(record, values)})
        return record

    @staticmethod
    def _state(record: models.Model, values: dict[str, Any]) -> str:
        return fingerprint({name: getattr(record, name) for name in values if not name.endswith("_id")})

    def _organisation(self, key: str, row: dict[str, Any]) -> None:
        is_new = not SeedRecord.objects.filter(key=f"organisation:{key}").exists()
        organisation = self.store(
            f"organisation:{key}", Organisation, {"key": key}, {**row, **self.words("organisations", key)}
        )
        if organisation is None or not is_new:
            return
        roles = [self.source.labels[language]["organisations"][key].get("people", []) for language in self.languages]
        for order, translated in enumerate(zip(*roles, strict=True)):
            values = {f"role_{language}": role for language, role in zip(self.languages, translated, strict=True)}
            OrganisationPerson.objects.create(organisation=organisation, sort_order=order, **values)

    def _image(self, key: str, row: dict[str, Any]) -> None:
        path = self.root / "images" / row["file"]
        if SeedRecord.objects.filter(key=f"image:{key}").exists():
            return
        with path.open("rb") as handle:
            image = PortalImage(title=key, file=File(handle, name=row["file"]), **self.words("images", key))
            image.file_size = path.stat().st_size
            image.save()
        image.get_rendition(Filter("original"))
        SeedRecord.objects.create(key=f"image:{key}", fingerprint="")

    def _result(self, code: str, row: dict[str, Any]) -> None:
        shared = {name: row[name] for name in ("sort_order", "state", "licence", "licence_url", "authors")}
        lead = Organisation.objects.filter(key=row["lead_organisation"]).first()
        result = self.store(
            f"result:{code}", Result, {"code": code}, {**shared, "lead_organisation_id": lead and lead.pk}
        )
        if result is None:
            return
        notes = {language: self.source.labels[language]["results"][code] for language in self.languages}
        for version_row in row["versions"]:
            key = f"result:{code}:{version_row['number']}"
            if SeedRecord.objects.filter(key=key).exists():
                continue
            words = {f"note_{lang}": note["versions"][version_row["number"]]["note"] for lang, note in notes.items()}
            version = ResultVersion.objects.create(
                result=result,
                number=version_row["number"],
                date=version_row["date"],
                current=version_row["current"],
                **words,
            )
            for file_row in version_row["files"]:
                self._file(version, file_row, notes[file_row["language"]]["files"]["title"])
            SeedRecord.objects.create(key=key, fingerprint="")

    def _file(self, version: ResultVersion, row: dict[str, str], title: str) -> None:
        name = f"{version.result.code.lower()}-{row['language']}.{row['format']}"
        with (self.root / "files" / name).open("rb") as handle:
            ResultFile.objects.create(
                version=version,
                language=row["language"],
                format=row["format"],
                title=title,
                file=File(
                    handle, name=f"{version.result.code.lower()}-{version.number}-{row['language']}.{row['format']}"
                ),
            )

    def load_settings(self) -> None:
        """The project's settings, once there is a site to hold them."""
        row = {name: value for name, value in self.source.records["settings"].items() if hasattr(ProjectSettings, name)}
        for site in Site.objects.all():
            values = {**row, **self.words("settings", "")}
            values.pop("social_links", None)
            self.store(f"settings:{site.hostname}", ProjectSettings, {"site": site}, values)
