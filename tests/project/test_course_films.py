"""The films: each is there in each language, drawn from the storyboard as it is, and as long as its captions.

Nothing here needs the packages that draw; how the drawing works is in docs/course-films.md.
"""

import re
import struct
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from courses import captions
from courses.demo import texts
from courses.demo.drawing import board as boards
from courses.demo.drawing import prints

LANGUAGES = ("en", "hu", "de", "nl")
FILMS = sorted(path.stem for path in (texts.HERE / "videos").glob("*.yaml"))
LARGEST, ALL = 1_500_000, 25_000_000
POSTER = 120_000
A_MINUTE = 140
"""Words."""


@cache
def storyboard(key: str) -> dict[str, Any]:
    return yaml.safe_load((texts.HERE / "videos" / f"{key}.yaml").read_text(encoding="utf-8"))


@cache
def narration(key: str, language: str) -> dict[str, Any]:
    path = texts.HERE / "content" / language / "videos" / f"{key}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def boxes(data: bytes) -> dict[str, bytes]:
    """The boxes of an MP4, one level of them, in their order."""
    found, at = {}, 0
    while at + 8 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        assert size >= 8, "a box of 64 bits or without an end"
        found[name.decode("latin-1")] = data[at + 8 : at + size]
        at += size
    return found


def length(data: bytes) -> float:
    """Seconds, as the movie header says."""
    header = boxes(boxes(data)["moov"])["mvhd"]
    scale, duration = struct.unpack(">IQ", header[20:32]) if header[0] else struct.unpack(">II", header[12:20])
    return duration / scale


@pytest.mark.parametrize("key", FILMS)
def test_a_storyboard_can_be_read(key):
    board = boards.read(storyboard(key))
    assert board.seconds == sum(scene["seconds"] for scene in storyboard(key)["scenes"])
    assert 0 < board.poster < board.seconds
    for scene in storyboard(key)["scenes"]:
        begun = board.scenes[scene["id"]]
        acts = [act for act in board.acts if begun <= act.start < begun + scene["seconds"]]
        assert acts, f"{key}, scene {scene['id']}: nothing happens"
        assert max(act.end for act in acts) <= begun + scene["seconds"], f"{key}, scene {scene['id']}"


@pytest.mark.parametrize("key", FILMS)
def test_every_word_on_the_screen_has_its_place(key):
    board = boards.read(storyboard(key))
    assert set(storyboard(key)["labels"]) <= set(board.elements), "words that are never drawn"
    needs = ("card", "note", "caption", "bubble", "plate", "clock", "part", "strand", "span", "column", "crate")
    silent = {one.name for one in board.elements.values() if one.kind in needs} - set(storyboard(key)["labels"])
    assert silent == set(), "drawn without words"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", FILMS)
def test_what_is_said_fits_its_scene(key, language):
    for scene in storyboard(key)["scenes"]:
        words = len(narration(key, language)["scenes"][scene["id"]].split())
        assert words / scene["seconds"] * 60 <= A_MINUTE * 1.3, f"{key}.{language}, scene {scene['id']}: {words} words"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", FILMS)
def test_a_film_was_drawn_from_what_the_files_say_now(key, language):
    mark = prints.fingerprint(storyboard(key), narration(key, language))
    assert prints.stored().get(f"{key}.{language}") == mark, "run: python -m courses.demo.films"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", FILMS)
def test_a_film_plays_as_long_as_its_captions(key, language):
    data = (prints.FILMS / f"{key}.{language}.mp4").read_bytes()
    scenes = [
        captions.Scene(scene["seconds"], narration(key, language)["scenes"][scene["id"]])
        for scene in storyboard(key)["scenes"]
    ]
    assert abs(length(data) - captions.length(scenes)) < 0.2
    assert list(boxes(data)).index("moov") < list(boxes(data)).index("mdat"), "it could not play while it loads"
    assert b"soun" not in data[: data.index(b"mdat")], "a track of sound that has nothing to say"
    assert 20_000 < len(data) < LARGEST
    poster = (prints.FILMS / f"{key}.{language}.webp").read_bytes()
    assert poster[:4] + poster[8:12] == b"RIFFWEBP"
    assert len(poster) < POSTER


def test_the_films_are_small_enough_to_live_here():
    files = [path for path in Path(prints.FILMS).iterdir() if path.suffix in (".mp4", ".webp")]
    assert sorted(path.name for path in files) == sorted(
        f"{key}.{language}.{kind}" for key in FILMS for language in LANGUAGES for kind in ("mp4", "webp")
    )
    assert sum(path.stat().st_size for path in files) < ALL


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("draw dragon d at 1,1", "no kind"),
        ("draw card c at 50,52", "among the captions"),
        ("draw card c at here", "no place"),
        ("draw card c at 1,1 loud 3", "no option"),
        ("hide nobody", "nothing is called"),
        ("sing loaf", "nobody can"),
        ("wait 30", "its beats last"),
        ("draw card c at 1,1 & draw card c at 2,2", "drawn already"),
    ],
)
def test_a_line_that_cannot_be_drawn_is_named(line, says):
    scene = {"id": "one", "seconds": 9, "draw": [line]}
    with pytest.raises(boards.BoardError, match=says) as refused:
        boards.read({"seconds": 9, "poster": 1, "scenes": [scene]})
    assert re.match(r"scene one", str(refused.value))


def test_what_changes_what_is_drawn_changes_the_fingerprint():
    board, film = storyboard("three-doors"), narration("three-doors", "de")
    before = prints.fingerprint(board, film)
    assert prints.fingerprint(board, {**film, "scenes": {}}) == before, "what is said stands in the captions"
    assert prints.fingerprint(board, {**film, "labels": {**film["labels"], "kit": "Paket"}}) != before
    assert prints.fingerprint({**board, "poster": 1}, film) != before
