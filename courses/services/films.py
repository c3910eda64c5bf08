"""Films as pages show them: in the reader's language where there is one, with captions in all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses import captions
from courses.models import Video
from portal.core import page_cache

LONGEST_NAME = 60


@dataclass(frozen=True)
class Moment:
    """A scene: when it begins (in seconds), what it is called in a list of chapters, what is said."""

    at: int
    name: str
    text: str


@dataclass(frozen=True)
class Film:
    """A film in one language. Without an `url` it is not drawn yet: its words are there all the same."""

    family: UUID
    key: str
    language: str
    title: str
    description: str
    moments: tuple[Moment, ...]
    seconds: int
    url: str
    poster: str
    size: int
    width: int
    height: int
    captions: str
    """A file of captions (WebVTT)."""
    chapters: str


def family(translation_key: UUID) -> dict[str, Film]:
    """The film in each of its languages; without a query after the first in each generation."""
    return page_cache.per_generation(f"film:{translation_key}", lambda: dict(_read(translation_key)))


def by_name(key: str) -> dict[str, Film]:
    """The same, found by its short name; empty when there is none."""
    return page_cache.per_generation(f"film-named:{key}", lambda: _named(key))


def for_reader(video: Video, language: str) -> Film | None:
    """The film in this language, or as the page has it."""
    found = family(video.translation_key)
    return found.get(language) or next((film for film in found.values() if film.key == video.key), None)


def _named(key: str) -> dict[str, Film]:
    row = Video.objects.filter(key=key).only("translation_key").first()
    return dict(_read(row.translation_key)) if row else {}


def _read(translation_key: UUID) -> Iterator[tuple[str, Film]]:
    rows = Video.objects.filter(translation_key=translation_key).select_related("locale").order_by("locale_id")
    for video in rows:
        yield video.locale.language_code, _film(video)


def _film(video: Video) -> Film:
    scenes = [captions.Scene(block.value["seconds"], block.value["text"]) for block in video.scenes]
    moments = tuple(_moments(scenes))
    size = _size(video.file)
    return Film(
        family=video.translation_key,
        key=video.key,
        language=video.locale.language_code,
        title=video.title,
        description=video.description,
        moments=moments,
        seconds=captions.length(scenes),
        url=video.file.url if size else "",
        poster=video.poster.url if _size(video.poster) else "",
        size=size,
        width=video.width,
        height=video.height,
        captions=captions.captions(scenes),
        chapters=captions.chapters(scenes, [moment.name for moment in moments]),
    )


def _moments(scenes: list[captions.Scene]) -> Iterator[Moment]:
    at = 0
    for scene in scenes:
        yield Moment(at, name_of(scene.text), scene.text)
        at += scene.seconds


def name_of(text: str) -> str:
    """A short name for a scene: its first sentence, or as many of its words as fit."""
    first = captions.first_sentence(text)
    if len(first) <= LONGEST_NAME:
        return first
    return first[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"


def _size(file: Any) -> int:
    """Bytes; 0 where no file is, or it is gone."""
    try:
        return file.size if file else 0
    except OSError:
        return 0
