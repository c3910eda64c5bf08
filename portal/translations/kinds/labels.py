"""Labels of plain records: modeltranslation's columns. The key of a thing is "app.model.pk"."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from modeltranslation.translator import translator

from portal.core.errors import InvalidContent
from portal.core.translatables import Kind, Text, Thing
from portal.translations.choices import room_of


def _field(record: models.Model, name: str) -> models.Field:
    found = record._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is no column")
    return found


@cache
def labelled_models() -> dict[type[models.Model], tuple[str, ...]]:
    """Each model with labels, and their names."""
    return {
        model: tuple(translator.get_options_for_model(model).fields)  # type: ignore[attr-defined]
        for model in translator.get_registered_models(abstract=False)
    }


def key_of(record: models.Model) -> str:
    """The name of a record on the desk."""
    return f"{record._meta.label_lower}.{record.pk}"


class LabelKind(Kind):
    """Every record that has words in each language."""

    name = "label"
    label = gettext_lazy("Labels")

    def things(self) -> Iterator[Thing]:
        """Record by record."""
        for model in sorted(labelled_models(), key=lambda model: model._meta.label):
            for record in model._default_manager.order_by("pk").iterator(500):
                yield self._thing(record)

    def thing(self, key: str) -> Thing | None:
        """One record."""
        record = self.record(key)
        return self._thing(record) if record else None

    def texts(self, thing: Thing, language: str) -> list[Text]:
        """Its labels that have words in the source language."""
        record = self.record(thing.key)
        if record is None:
            return []
        return [
            Text(
                path=name,
                source=getattr(record, f"{name}_{thing.source_language}") or "",
                target=getattr(record, f"{name}_{language}") or "",
                place=str(_field(record, f"{name}_{language}").verbose_name).split(" [")[0],
            )
            for name in labelled_models()[type(record)]
            if getattr(record, f"{name}_{thing.source_language}")
        ]

    def write(self, thing: Thing, language: str, path: str, text: str, *, user: Any, machine: bool = False) -> None:
        """Store a label; readers get it at once."""
        record = self.record(thing.key)
        if record is None or path not in labelled_models()[type(record)]:
            raise InvalidContent(_("This label does not exist any more."))
        field = _field(record, f"{path}_{language}")
        try:
            text = field.clean(text, record) if text else text
        except ValidationError as error:
            raise InvalidContent(" ".join(error.messages)) from error
        setattr(record, field.name, text)
        record.save(update_fields=self._columns(path, language))

    def record(self, key: str) -> models.Model | None:
        """The record behind a key."""
        app, model_name, pk = (key.split(".") + ["", ""])[:3]
        try:
            model = apps.get_model(app, model_name)
        except (LookupError, ValueError):
            return None
        return model._default_manager.filter(pk=pk).first() if model in labelled_models() and pk.isdigit() else None

    @staticmethod
    def _columns(path: str, language: str) -> list[str]:
        """The column of the language; modeltranslation's original column follows the default language."""
        own = f"{path}_{language}"
        return [own, path] if language == settings.MODELTRANSLATION_DEFAULT_LANGUAGE else [own]

    @staticmethod
    def _thing(record: models.Model) -> Thing:
        with override(settings.LANGUAGE_CODE):
            title = f"{str(record._meta.verbose_name).capitalize()}: {record}"
        return Thing(key_of(record), title[:255], settings.LANGUAGE_CODE, room_of(record._meta.app_label))
