"""Captions, chapters and length of a film, from what is said in its scenes. Pure.

WebVTT as the W3C describes it (webvtt1): two lines at most, 42 characters at most in each, as is usual for subtitles;
a portion's share of its scene's seconds is its share of the words.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDTH = 42
LINES = 2
SHORTEST_NAME = 12


@dataclass(frozen=True)
class Scene:
    """What is said, for how many seconds."""

    seconds: int
    text: str


@dataclass(frozen=True)
class Cue:
    """Words on the screen, from one moment to another (in seconds)."""

    start: float
    end: float
    text: str


def cues(scenes: Iterable[Scene]) -> Iterator[Cue]:
    """The words in portions of two short lines; a portion never runs over the end of its scene."""
    at = 0.0
    for scene in scenes:
        portions = list(_portions(scene.text))
        whole = sum(map(len, portions))
        for portion in portions:
            end = at + scene.seconds * len(portion) / whole
            yield Cue(at, end, portion)
            at = end
        if not portions:
            at += scene.seconds


def captions(scenes: Iterable[Scene]) -> str:
    """A file of captions."""
    return _file((cue.start, cue.end, cue.text) for cue in cues(scenes))


def chapters(scenes: Iterable[Scene], names: Iterable[str]) -> str:
    """A file of chapters, one for each scene."""
    return _file(_chapters(list(scenes), list(names)))


def length(scenes: Iterable[Scene]) -> int:
    """Seconds in all."""
    return sum(scene.seconds for scene in scenes)


def first_sentence(text: str) -> str:
    """The first sentence of what is said; a very short one with the next."""
    said = ""
    for sentence in _sentences(" ".join(text.split())):
        said = f"{said} {sentence}".strip()
        if len(said) >= SHORTEST_NAME:
            break
    return said


def _chapters(scenes: list[Scene], names: list[str]) -> Iterator[tuple[float, float, str]]:
    at = 0.0
    for scene, name in zip(scenes, names, strict=True):
        yield at, at + scene.seconds, name
        at += scene.seconds


def _portions(text: str) -> Iterator[str]:
    """Sentences apart, each in as few portions as it needs."""
    for sentence in _sentences(" ".join(text.split())):
        lines = textwrap.wrap(sentence, WIDTH, break_long_words=False)
        for first in range(0, len(lines), LINES):
            yield "\n".join(lines[first : first + LINES])


def _sentences(text: str) -> Iterator[str]:
    begun = 0
    for place, char in enumerate(text):
        if char in ".?!…" and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].isupper():
            yield text[begun : place + 1]
            begun = place + 2
    if text[begun:]:
        yield text[begun:]


def _file(rows: Iterable[tuple[float, float, str]]) -> str:
    parts = [f"{_time(start)} --> {_time(end)}\n{_safe(text)}\n" for start, end, text in rows]
    return "\n".join(["WEBVTT\n", *parts])


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float) -> str:
    whole = round(seconds * 1000)
    minutes, rest = divmod(whole, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
