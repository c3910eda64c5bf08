"""Captions and chapters of a film, from its scenes."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from courses.captions import LINES, WIDTH, Scene, captions, chapters, cues, length

TWO = (
    Scene(4, "Imagine a class of bakers. Where would you look first?"),
    Scene(6, "Most of us look at the board, although nobody learns there: a < b & c."),
)


def test_a_file_of_captions():
    assert captions(TWO) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:01.962\nImagine a class of bakers.\n\n"
        "00:00:01.962 --> 00:00:04.000\nWhere would you look first?\n\n"
        "00:00:04.000 --> 00:00:10.000\n"
        "Most of us look at the board, although\nnobody learns there: a &lt; b &amp; c.\n"
    )


def test_a_file_of_chapters():
    assert chapters(TWO, ["Class", "Board"]) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nClass\n\n00:00:04.000 --> 00:00:10.000\nBoard\n"
    )


def test_a_scene_without_words_takes_its_time():
    assert [cue.start for cue in cues([Scene(5, ""), Scene(2, "Now.")])] == [5.0]


def test_an_hour_and_more():
    assert "01:01:01.000 --> 01:01:02.000" in captions([Scene(3661, ""), Scene(1, "Late.")])


words = st.lists(st.text("abcdefgÄőij.?", min_size=1, max_size=20), min_size=1, max_size=60).map(" ".join)


@given(st.lists(st.builds(Scene, st.integers(1, 60), words), min_size=1, max_size=6))
def test_nothing_is_lost_and_nothing_is_too_wide(scenes: list[Scene]):
    found = list(cues(scenes))
    said = " ".join(" ".join(scene.text.split()) for scene in scenes)
    assert " ".join(cue.text.replace("\n", " ") for cue in found) == said
    assert all(len(line) <= WIDTH for cue in found for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") < LINES for cue in found)
    assert all(one.end == other.start for one, other in itertools.pairwise(found))
    assert found[-1].end <= length(scenes) + 1e-6
