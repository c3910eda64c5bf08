"""The course's texts as data: one structure in every language, nothing that points nowhere, the agreed lengths."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

DEMO = Path(__file__).parents[2] / "courses" / "demo"
ENGLISH = DEMO / "content" / "en"
LANGUAGES = ("en", "hu", "de", "nl")
TEXTS = sorted(str(path.relative_to(ENGLISH)) for path in ENGLISH.glob("m*/*.md"))
FILMS = sorted(path.stem for path in (DEMO / "videos").glob("*.yaml"))
STRUCTURE = {"id", "type", "bin", "to", "first", "second", "path", "key", "start"}
SPOKEN = re.compile(r'"[^"]*"')
SOURCE = re.compile(r"\[([A-Z][\w-]*(?:, [A-Z][\w-]*)*)\]")


@cache
def load(path: Path) -> Any:
    """A YAML file."""
    return yaml.safe_load(path.read_text())


@cache
def blocks(language: str, name: str) -> tuple[dict, list[tuple[str, str]], str]:
    """Front matter, blocks (head, body) in order, and the text between them."""
    _, front, body = re.split(r"^---$", (DEMO / "content" / language / name).read_text(), maxsplit=2, flags=re.M)
    found = re.findall(r"^::: ([^\n]+)\n(.*?)^:::$", body, flags=re.M | re.S)
    own = re.sub(r"^::: [^\n]+\n.*?^:::$", "", body, flags=re.M | re.S)
    assert ":::" not in own, f"{language}/{name}: a block is not closed"
    return yaml.safe_load(front), found, own


def shape(value: Any, key: str = "") -> Any:
    """What languages share: ids, types, targets, truths, numbers; every other text is only there or not."""
    if isinstance(value, dict):
        return {name: shape(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one, key) for one in value]
    return value if key in STRUCTURE or not isinstance(value, str) else bool(value)


def data(head: str, body: str) -> Any:
    """A block's body: data where the block is data, else the number of its paragraphs."""
    if head.split()[0] in ("activity", "question", "task", "session", "video"):
        return yaml.safe_load(body)
    return body.split() if head.split()[0] in ("terms", "sources") else len(re.findall(r"\n\s*\n", body.strip()))


def skeleton(language: str, name: str) -> Any:
    """Everything about a text but its words."""
    front, found, own = blocks(language, name)
    kept = [
        (SPOKEN.sub('""', head), body.split() if head in ("terms", "sources") else shape(data(head, body)))
        for head, body in found
    ]
    return shape(front), kept, len(re.findall(r"^## ", own, flags=re.M))


def activities(language: str) -> Iterator[tuple[str, str, dict]]:
    """Where, kind and data of every activity and knowledge question."""
    for name in TEXTS:
        for head, body in blocks(language, name)[1]:
            if head.split()[0] in ("activity", "question"):
                yield f"{language}/{name}: {head}", head.split()[head.startswith("activity")], yaml.safe_load(body)


def said(value: Any, key: str = "") -> Iterator[str]:
    """Every feedback and consequence in an activity."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from said(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from said(one, key)
    elif key in ("feedback", "consequence"):
        yield value


def test_the_first_two_modules_are_whole():
    assert [
        f"m{module}/{name}.md" for module in (0, 1) for name in ("module", *(f"unit-{n}" for n in range(1, 5)))
    ] == TEXTS
    assert len(FILMS) == 8


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("name", TEXTS)
def test_languages_share_the_structure(name, language):
    assert skeleton(language, name) == skeleton("en", name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEXTS)
def test_what_a_text_points_to_exists(name, language):
    front, found, own = blocks(language, name)
    sources, terms = load(DEMO / "sources.yaml"), load(DEMO / "content" / language / "terms.yaml")
    cited = {
        code
        for text in (own, *(body for _, body in found))
        for codes in SOURCE.findall(text)
        for code in codes.split(", ")
    }
    listed = {head: body.split() for head, body in found if head in ("terms", "sources")}
    assert cited <= sources.keys()
    assert set(listed["sources"]) <= sources.keys()
    assert set(listed.get("terms", [])) <= terms.keys()
    assert {head.split()[1] for head, _ in found if head.startswith("video")} <= set(FILMS)
    assert front["slug"] == re.sub(r"[^a-z0-9-]", "", front["slug"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_have_the_agreed_length(language):
    for name in TEXTS:
        words, english = (len(blocks(code, name)[2].split()) for code in (language, "en"))
        assert 0.75 * english <= words <= 1.45 * english, (language, name, words, english)
        assert name.endswith("module.md") or 500 <= english <= 800, (name, english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activity_can_be_answered_and_answers_back(language):
    longest = 160 if language == "en" else 200
    for where, kind, activity in activities(language):
        assert all(0 < len(text) <= longest for text in said(activity)), where
        for question in activity.get("questions", [activity] if kind == "question" else []):
            right = [one for one in question["choices"] if one.get("right")]
            assert right, where
            assert all(one.get("feedback") for one in question["choices"]), where
            assert sum(bool(one.get("right")) for one in question.get("reasons", [{"right": True}])) == 1, where
        if kind == "order":
            order = [one["id"] for one in activity["items"]]
            assert all(order.index(one["first"]) > order.index(one["second"]) for one in activity["feedback"]), where
        if kind == "sort":
            assert {one["bin"] for one in activity["items"]} <= {one["id"] for one in activity["bins"]}, where
        if kind == "walk":
            check_walk(where, activity)


def check_walk(where: str, walk: dict) -> None:
    """Every scene has a good way on; a poor one says what follows and leads back."""
    scenes = [scene["id"] for scene in walk["scenes"]]
    assert walk["start"] in scenes, where
    for scene in walk["scenes"]:
        assert any(choice["good"] for choice in scene["choices"]), where
        for choice in scene["choices"]:
            assert choice["to"] in [*scenes, "card"], where
            assert choice["good"] != (choice["to"] == scene["id"]), where
            assert choice["good"] or choice["consequence"], where


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", FILMS)
def test_a_film_is_spoken_in_every_language(key, language):
    board, film = load(DEMO / "videos" / f"{key}.yaml"), load(DEMO / "content" / language / "videos" / f"{key}.yaml")
    assert [scene["id"] for scene in board["scenes"]] == list(film["scenes"])
    assert set(board["labels"]) == set(film["labels"])
    assert sum(scene["seconds"] for scene in board["scenes"]) == board["seconds"]
    assert 60 <= board["seconds"] <= 120
    words = sum(len(text.split()) for text in film["scenes"].values())
    assert 0.75 <= words / (board["seconds"] * 140 / 60) <= 1.2, (key, language, words)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_glossary_has_the_same_terms(language):
    assert list(load(DEMO / "content" / language / "terms.yaml")) == list(load(ENGLISH / "terms.yaml"))
