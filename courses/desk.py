"""Activities on the translation desk."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf.locale import LANG_INFO
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.integrations import h5p_texts
from courses.integrations.h5p_texts import String
from courses.models import H5PActivity, H5PLocalisation, H5PTranslation
from courses.services import h5p_translations
from portal.core import translatables
from portal.core.errors import InvalidContent
from portal.core.translatables import Kind, Standing, Text, Thing
from portal.translations.choices import Room

NAME = "h5p"


class ActivityKind(Kind):
    """Every activity. The key of a thing is its uuid."""

    name = NAME
    label = gettext_lazy("Activities")
    together = True
    original_elsewhere = True

    def things(self) -> Iterator[Thing]:
        """One by one."""
        for activity in H5PActivity.objects.only(*h5p_texts.LIGHT).order_by("pk").iterator(200):
            yield _thing(activity)

    def thing(self, key: str) -> Thing | None:
        """One activity."""
        activity = h5p_texts.find(key)
        return _thing(activity) if activity else None

    def texts(self, thing: Thing, language: str) -> list[Text]:
        """The author's strings in the order of the content, then those of the content type."""
        activity = h5p_texts.find(thing.key)
        if activity is None:
            return []
        sheet = h5p_texts.sheet(activity)
        if language == thing.source_language:
            return [replace(_text(string, None, "", []), target=string.source) for string in sheet.strings.values()]
        rows, given = h5p_translations.rows_of(activity, language), sheet.given(language)
        return [
            _text(string, h5p_translations.said(rows[path], string.source), given.get(path, ""), rows[path])
            for path, string in sheet.strings.items()
        ]

    def standing(self, thing: Thing, language: str) -> Standing:
        """Whether anybody began, and whether learners get all that was written."""
        activity = _activity(thing)
        begun, live = h5p_translations.progress(activity, language)
        played = H5PLocalisation.objects.filter(activity=activity, language=language).exists()
        return Standing(exists=begun or played, published=played and live)

    def write(self, thing: Thing, language: str, path: str, text: str, *, user: Any, machine: bool = False) -> None:
        """Store a string; learners get it when it is published."""
        h5p_translations.write(
            activity=_activity(thing), language=language, path=path, words=text, user=user, machine=machine
        )

    def faults(self, thing: Thing, text: Text, words: str) -> list[str]:
        """What the engine says: asterisks, places the program fills, length, formatting."""
        return h5p_translations.faults(_activity(thing), text.path, words)

    def preview_url(self, thing: Thing, language: str) -> str:
        """The activity with everything that was written."""
        return reverse("activities:draft", args=[thing.key, language])

    def publish(self, thing: Thing, language: str, *, user: Any) -> bool:
        """Give learners the activity in this language."""
        h5p_translations.publish(activity=_activity(thing), language=language)
        return True


def register() -> None:
    """Called once, when the app is ready."""
    translatables.register(ActivityKind())


def _activity(thing: Thing) -> H5PActivity:
    activity = h5p_texts.find(thing.key)
    if activity is None:
        raise InvalidContent(_("This activity does not exist any more."))
    return activity


def _thing(activity: H5PActivity) -> Thing:
    known = activity.language if activity.language in LANG_INFO else "en"
    return Thing(str(activity.uuid), activity.title, known, Room.COURSE)


def _text(string: String, row: H5PTranslation | None, given: str, rows: list[H5PTranslation]) -> Text:
    return Text(
        path=string.path,
        source=string.source,
        target=row.text if row else given,
        place=string.place,
        markup=string.markup,
        machine=bool(row and row.machine),
        by=row.changed_by_id if row else None,
        at=row.changed_at if row else None,
        made_from=row.source if row else "",
        came=not row and any(other.came for other in rows),
        given=not row and bool(given),
    )
