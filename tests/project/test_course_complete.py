"""M0 and M1 are whole, as the curriculum asks: parts of each unit, right answers, sources that may be cited, languages.

The tables below are the curriculum's own check marks, written down apart from the content, so that nobody can change
an answer by accident. `test_course_texts.py` looks at structure and lengths.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from py3langid import langid

from courses.demo import texts
from courses.demo.texts import Block, Content, Text

LANGUAGES = ("en", "hu", "de", "nl")
UNITS = {
    "m0/unit-1": ("0.1", 40, ["choice"]),
    "m0/unit-2": ("0.2", 40, ["order"]),
    "m0/unit-3": ("0.3", 35, ["choice"]),
    "m0/unit-4": ("0.4", 45, ["walk"]),
    "m1/unit-1": ("1.1", 40, ["walk"]),
    "m1/unit-2": ("1.2", 45, ["choice"]),
    "m1/unit-3": ("1.3", 40, ["order", "choice"]),
    "m1/unit-4": ("1.4", 40, ["sort"]),
}
"""Number, minutes, kinds of its activities."""
ONCE = ("case", "video", "question", "reflect", "terms", "deepen", "sources")
MEETINGS = {"m0/unit-4": ["S0"], "m1/unit-2": ["S1"]}
"""Units that point at a session."""
MODULES = {"m0/module": {"session": 3}, "m1/module": {"session": 2}}
QUESTIONS = {
    "who-owns-it": {"b"},
    "document-of-step-five": {"a"},
    "fair-statements": {"a", "b"},
    "first-names": {"b"},
    "which-is-a-puzzle": {"b"},
    "observable-verb": {"b"},
    "what-is-missing": {"a", "b"},
    "best-evidence": {"b"},
}
CHOICES = {
    "what-it-is-not": {"a": "f", "b": "f", "c": "t", "d": "f", "e": "t"},
    "leader-asks": {"a": "c"},
    "mend-the-question": {"a": "b", "b": "b", "c": "c"},
    "strongest-counter-evidence": {"a": "b"},
}
ORDERS = {
    "bakers-round": ["goal", "study", "design", "observe", "discuss", "reteach", "share"],
    "two-strands": ["if", "then", "because", "doubt"],
}
SORTS = {
    "which-kind": {
        "record": "product",
        "took-back": "process",
        "two-decimals": "talk",
        "attendance": "other",
        "photo": "product",
        "zero-setting": "process",
        "maths": "other",
        "go-no-go": "talk",
    }
}
WALKS = {"not-in-the-film": ["c", "b", "b"], "learn-by-heart": ["c", "b", "b"]}
"""The good way through each."""
CITED = re.compile(r"\[([A-Z][\w-]*(?:, [A-Z][\w-]*)*)\]")
PLACEHOLDER = re.compile(
    r"\b(TODO|TBD|FIXME|XXX|lorem ipsum|placeholder)\b|\?\?\?|\[\.\.\.\]|(?<!\w)…{2,}", re.IGNORECASE
)
ENOUGH = 60
"""Characters a text needs, so that its language can be told."""


@cache
def content() -> Content:
    """All files, read as the loader reads them."""
    return texts.read(list(LANGUAGES))


def every(language: str) -> Iterator[tuple[str, Text]]:
    yield from content().texts[language].items()


def words(value: Any) -> Iterator[str]:
    """Every text in some data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in texts.STRUCTURE:
                yield from words(one)
    elif isinstance(value, list):
        for one in value:
            yield from words(one)


def said(language: str) -> Iterator[tuple[str, str]]:
    """Where and what: every text of the course in a language."""
    for _name, text in every(language):
        for value in words(text.front):
            yield f"{text.path} (front matter)", value
        for block in text.blocks:
            if block.name not in ("terms", "sources"):
                # What "deepen" names is a source's own title, in its own language.
                plain = [block.body] if block.name == "deepen" else [block.body, block.title]
                for value in words(block.data) if block.data is not None else plain:
                    yield f"{text.path}, line {block.line}", value
    for key, film in content().films[language].items():
        for value in words(film):
            yield f"content/{language}/videos/{key}.yaml", value
    for key, term in content().terms[language].items():
        for value in words(term):
            yield f"content/{language}/terms.yaml: {key}", value


def blocks(language: str, kind: str) -> dict[str, Block]:
    """Activities of a kind, or knowledge questions, by their names."""
    found = {}
    for _name, text in every(language):
        for block in text.named("question" if kind == "question" else "activity"):
            own = block.argument.split()
            if kind == "question":
                found[own[0]] = block
            elif own[0] == kind:
                found[own[1]] = block
    return found


def right(choices: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in choices if one.get("right")}


def test_the_files_have_no_problem():
    assert content().problems == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", UNITS)
def test_a_unit_has_all_its_parts(name, language):
    number, minutes, kinds = UNITS[name]
    text = content().texts[language][name]
    counts = Counter(block.name for block in text.blocks)
    assert (text.front["id"], text.front["minutes"]) == (number, minutes), text.path
    assert {part: counts[part] for part in ONCE} == dict.fromkeys(ONCE, 1), text.path
    assert [block.argument.split()[0] for block in text.named("activity")] == kinds, text.path
    assert [block.argument for block in text.named("meeting")] == MEETINGS.get(name, []), text.path
    assert counts["heading"] >= 3, f"{text.path}: the text has fewer than three headings"
    assert counts["text"] >= counts["heading"], f"{text.path}: a heading has no text"
    guide = next(text.named("video")).data
    assert all(guide[part].strip().endswith("?") for part in ("before", "while", "after")), text.path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_its_work(name, language):
    text = content().texts[language][name]
    counts = Counter(block.name for block in text.blocks)
    wanted = {"task": 1, "guide": 1, "starter": 1, "sources": 1, **MODULES[name]}
    assert {part: counts[part] for part in wanted} == wanted, text.path
    assert len(text.front["outcomes"]) == 4, text.path
    task = next(text.named("task")).data
    assert task["steps"], text.path
    assert task["criteria"], text.path
    assert task["hand_in"], text.path
    for session in text.named("session"):
        minutes = [one["minute"] for one in session.data["plan"]]
        length = int(session.argument.split()[2])
        assert minutes == sorted(minutes), f"{text.path}, line {session.line}: the minutes go back"
        assert minutes[0] == 0, f"{text.path}, line {session.line}"
        assert minutes[-1] <= length, f"{text.path}, line {session.line}: longer than {length} minutes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_right_answers_are_the_curriculums(language):
    assert {key: right(block.data["choices"]) for key, block in blocks(language, "question").items()} == QUESTIONS
    assert {
        key: {one["id"]: next(iter(right(one["choices"]))) for one in block.data["questions"]}
        for key, block in blocks(language, "choice").items()
    } == CHOICES
    assert all(
        len(right(one["choices"])) == len(right(one["reasons"])) == 1
        for block in blocks(language, "choice").values()
        for one in block.data["questions"]
    )
    assert {key: [one["id"] for one in b.data["items"]] for key, b in blocks(language, "order").items()} == ORDERS
    assert {
        key: {one["id"]: one["bin"] for one in b.data["items"]} for key, b in blocks(language, "sort").items()
    } == SORTS
    assert {
        key: [one["id"] for scene in b.data["scenes"] for one in scene["choices"] if one["good"]]
        for key, b in blocks(language, "walk").items()
    } == WALKS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_answers_back(language):
    silent = []
    for block in [*blocks(language, "question").values(), *blocks(language, "choice").values()]:
        for one in block.data.get("questions", [block.data]):
            silent += [f"{block.argument}: {c['id']}" for c in one["choices"] if not c.get("feedback", "").strip()]
            silent += [
                f"{block.argument}: reason {c['id']}"
                for c in one.get("reasons", [])
                if not c.get("right") and not c.get("feedback", "").strip()
            ]
    for block in blocks(language, "sort").values():
        silent += [f"{block.argument}: {one['id']}" for one in block.data["items"] if not one["feedback"].strip()]
    for block in blocks(language, "walk").values():
        silent += [
            f"{block.argument}: {scene['id']} {one['id']}"
            for scene in block.data["scenes"]
            for one in scene["choices"]
            if not one["good"] and not one["consequence"].strip()
        ]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_sources_that_were_read_are_cited(language):
    sources = content().sources
    for where, value in said(language):
        for code in (code for codes in CITED.findall(value) for code in codes.split(", ")):
            assert code in sources, f"{where}: no source “{code}”"
            status = set(sources[code]["status"].replace(" ", "").split(","))
            assert status & {"A", "T", "S"}, f"{where}: “{code}” may not be cited, its status is {status}"


def test_every_claim_is_made_with_the_same_sources_in_every_language():
    """Per text, so that a translation cannot lose a source on the way."""
    for name, text in content().first.items():
        own = Counter(
            code for block in text.blocks for codes in CITED.findall(block.body) for code in codes.split(", ")
        )
        for language in LANGUAGES[1:]:
            other = content().texts[language][name]
            theirs = Counter(c for b in other.blocks for codes in CITED.findall(b.body) for c in codes.split(", "))
            assert theirs == own, f"{other.path}: differs in {(own - theirs) + (theirs - own)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_explained_and_used(language):
    terms = content().terms[language]
    used = {key for _name, text in every(language) for block in text.named("terms") for key in block.words}
    assert used <= terms.keys()
    assert [key for key, term in terms.items() if not term["term"].strip() or not term["definition"].strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_or_provisional(language):
    for where, value in said(language):
        assert not PLACEHOLDER.search(value), f"{where}: {value[:80]}"
    for name, text in every(language):
        for block in text.blocks:
            assert block.data is not None or block.body.strip() or block.name == "heading", f"{name}, line {block.line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_its_language(language):
    """Words that are English on purpose (names, titles) are too short to count or stand in a sentence of their own."""
    found = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    found.set_languages(list(LANGUAGES))
    odd = []
    for where, value in said(language):
        plain = re.sub(r"\[[^\]]*\]|[*_“”„‘’]|\d+", " ", value)
        for paragraph in plain.split("\n\n"):
            if len(paragraph) < ENOUGH:
                continue
            guess, sure = found.classify(paragraph)
            if guess != language and sure > 0.9:
                odd.append(f"{where}: {guess} {sure:.2f}: {paragraph[:90]}")
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_was_left_in_english(language):
    english = {value for _where, value in said("en") if len(value.split()) > 3}
    assert [f"{where}: {value[:80]}" for where, value in said(language) if value in english] == []
