"""What a player needs to know: which texts, which libraries, where they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from courses.choices import H5PDependency
from courses.h5p.library import loaded
from courses.models import H5PActivity, H5PActivityLibrary, H5PLocalisation
from courses.services import h5p_paths, h5p_translations
from courses.services.h5p_paths import Variant
from courses.services.h5p_words import core_words

DRAFT = "~draft"
"""Behind a language: with everything the translators have written, published or not."""
MAKES_CODE = frozenset(("EmbeddedJS",))
"""What Multiple Choice and Question Set were drawn with until 2022; without it they do not start."""
CONTENT_ID = 1
"""There is one activity in each frame."""


@dataclass(frozen=True)
class Text:
    """An activity in the best language there is for a reader."""

    language: str
    title: str
    parameters: dict[str, Any]


def iri(activity: H5PActivity) -> str:
    """The activity's name in statements: the same in every language and on every page."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/activities/{activity.uuid}"


def languages_of(activity: H5PActivity) -> list[str]:
    """The languages it can be played in now. One query."""
    return [activity.language, *_localisations(activity).values_list("language", flat=True)]


def text_in(activity: H5PActivity, language: str) -> Text:
    """The activity in this language, or as it was written. At most one query, but for drafts."""
    if language.endswith(DRAFT):
        draft = h5p_translations.draft(activity, language.removesuffix(DRAFT))
        return Text(draft.language, draft.title, draft.parameters)
    if language != activity.language:
        found = _localisation(activity, language)
        if found:
            return Text(found.language, found.title, found.parameters)
    return Text(activity.language, activity.title, activity.parameters)


def language_for(activity: H5PActivity, language: str) -> str:
    """The language a reader of this language plays in. At most one query."""
    if language != activity.language and _localisations(activity).filter(language=language).exists():
        return language
    return activity.language


def frame_path(activity: H5PActivity, language: str, now: datetime) -> str:
    """The address of the player's page, for those who may play. `language` is one the activity has."""
    token = h5p_paths.content_token(Variant(activity.uuid, activity.version, language), now)
    return reverse("h5p:frame", args=[token])


def _localisation(activity: H5PActivity, language: str) -> H5PLocalisation | None:
    """Without a query where the page has fetched them for all its activities."""
    if "localisations" in getattr(activity, "_prefetched_objects_cache", {}):
        rows = activity.localisations.all()
        return next((row for row in rows if (row.language, row.version) == (language, activity.version)), None)
    return _localisations(activity).filter(language=language).first()


def _localisations(activity: H5PActivity) -> QuerySet[H5PLocalisation]:
    return activity.localisations.filter(version=activity.version)


@dataclass(frozen=True)
class Frame:
    """What stands in a player's page."""

    text: Text
    scripts: list[str]
    styles: list[str]
    integration: dict[str, Any]
    content_root: str
    library_root: str
    evaluates: bool
    """Whether one of its libraries makes code of templates."""


def frame(activity: H5PActivity, variant: Variant, origin: str, now: datetime) -> Frame:
    """Two queries, three in another language."""
    text = text_in(activity, variant.language)
    content_root = reverse("h5p:frame", args=[h5p_paths.content_token(variant, now)])
    library_root = reverse("h5p:libraries", args=[h5p_paths.library_token(now)])
    needs = list(activity.needs.select_related("library").defer("library__semantics", "library__files"))
    scripts, styles = (_loaded(needs, library_root, kind) for kind in ("preloadedJs", "preloadedCss"))
    folders = {need.library.folder: need.library.sha256 for need in needs}
    with translation.override(text.language if text.language in dict(settings.LANGUAGES) else None):
        words = core_words()
    integration = {
        "siteUrl": settings.WAGTAILADMIN_BASE_URL,
        "url": origin + content_root.rstrip("/"),
        "urlLibraries": origin + library_root.rstrip("/"),
        "libraryDirectories": folders,
        "crossorigin": "anonymous",
        "postUserStatistics": False,
        "saveFreq": False,
        "l10n": {"H5P": words},
        "ajax": {"contentUserData": "h5p-state:/:dataType/:subContentId", "setFinished": ""},
        "core": {"scripts": [], "styles": []},
        "loadedJs": scripts,
        "loadedCss": styles,
        "contents": {f"cid-{CONTENT_ID}": _content(activity, text, origin + content_root)},
    }
    evaluates = any(need.library.machine in MAKES_CODE for need in needs)
    return Frame(text, scripts, styles, integration, content_root, library_root, evaluates)


def _loaded(needs: list[H5PActivityLibrary], root: str, kind: str) -> list[str]:
    """The files of a kind of all libraries that are loaded before, in order."""
    return [
        f"{root}{need.library.sha256}/{quote(path)}"
        for need in needs
        if need.kind == H5PDependency.PRELOADED
        for path in loaded(need.library.metadata, kind)
    ]


def _content(activity: H5PActivity, text: Text, root: str) -> dict[str, Any]:
    raw = activity.metadata
    return {
        "library": activity.library.name,
        "jsonContent": text.parameters,
        "fullScreen": 0,
        "url": iri(activity),
        "contentUrl": f"{root}content",
        "displayOptions": dict.fromkeys(("copyright", "embed", "export", "frame", "icon", "copy"), False),
        "title": text.title,
        "metadata": {
            "title": text.title,
            "license": raw.get("license", "U"),
            "defaultLanguage": text.language,
            **({"a11yTitle": raw["a11yTitle"]} if isinstance(raw.get("a11yTitle"), str) else {}),
        },
    }
