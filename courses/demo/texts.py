"""Reads the course's content files: front matter, text, `:::` blocks. Pure: files in, data out, every problem named.

Structure is the same in every language, only words differ; what differs otherwise is a problem with file and line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C is ten times as quick."""
HERE = Path(__file__).parent
FENCE = re.compile(r"^::: *(?P<name>[a-z]+) *(?P<argument>.*)$")
DATA = frozenset(("activity", "question", "task", "session", "video"))
"""Blocks whose body is YAML."""
TEXT = frozenset(("case", "quote", "callout", "reflect", "terms", "deepen", "sources", "meeting", "guide", "starter"))
STRUCTURE = frozenset(("id", "type", "bin", "to", "first", "second", "path", "start", "right", "good", "minute"))
"""Names whose values languages share."""


@dataclass(frozen=True)
class Block:
    """One block of a file: its name, what stands after the name, its body as text or data, and its line."""

    name: str
    argument: str
    body: str
    data: Any
    line: int

    @property
    def title(self) -> str:
        """What stands between quotation marks after the name."""
        match = re.search(r'"(.*)"', self.argument)
        return match[1] if match else ""

    @property
    def words(self) -> list[str]:
        """The argument or the body as a list of names."""
        return (self.argument or self.body).split()


@dataclass(frozen=True)
class Text:
    """A content file."""

    path: str
    front: dict[str, Any]
    blocks: tuple[Block, ...]

    def named(self, *names: str) -> Iterator[Block]:
        """Its blocks of these names."""
        return (block for block in self.blocks if block.name in names)


@dataclass
class Content:
    """The whole course in all languages: `texts[language][name]`, like `texts["de"]["m0/unit-1"]`."""

    languages: list[str]
    texts: dict[str, dict[str, Text]] = field(default_factory=dict)
    terms: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    films: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """`films[language][key]`: title, description, scenes, labels."""
    boards: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Storyboards, which all languages share."""
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def first(self) -> dict[str, Text]:
        """The source language's texts, in the order of the course."""
        return self.texts[self.languages[0]]


def read(languages: list[str], root: Path = HERE) -> Content:
    """Everything below `root`, checked. What is wrong stands in `problems`: sentences with file and line."""
    content = Content(languages)
    own = root / "content" / languages[0]
    names = ["course", *sorted(path.relative_to(own).with_suffix("").as_posix() for path in own.glob("m*/*.md"))]
    for language in languages:
        folder = root / "content" / language
        texts = ((name, _text(folder / f"{name}.md", root, content.problems)) for name in names)
        content.texts[language] = {name: text for name, text in texts if text}
        content.terms[language] = _yaml(folder / "terms.yaml", root, content.problems)
        content.films[language] = {
            path.stem: _yaml(folder / "videos" / path.name, root, content.problems)
            for path in sorted((root / "videos").glob("*.yaml"))
        }
    content.boards = {p.stem: _yaml(p, root, content.problems) for p in sorted((root / "videos").glob("*.yaml"))}
    content.sources = _yaml(root / "sources.yaml", root, content.problems)
    content.problems += _differences(content)
    content.problems += _loose_ends(content)
    return content


def _yaml(path: Path, root: Path, problems: list[str]) -> Any:
    try:
        return _load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        problems.append(f"{path.relative_to(root)} is missing. Write it, in the same shape as in the other languages.")
    except yaml.YAMLError as error:
        problems.append(f"{path.relative_to(root)} is not YAML: {_where(error)}.")
    return {}


def _load(text: str) -> Any:
    return yaml.load(text, LOADER)  # noqa: S506 (both are safe loaders)


def _where(error: yaml.YAMLError, offset: int = 0) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1 + offset}: {getattr(error, 'problem', '')}" if mark else str(error)


def _text(path: Path, root: Path, problems: list[str]) -> Text | None:
    name = path.relative_to(root).as_posix()
    try:
        raw = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(f"{name} is missing: every text needs all languages.")
        return None
    match = re.match(r"\A---\n(.*?)\n---\n?(.*)\Z", raw, re.DOTALL)
    if not match:
        problems.append(f"{name}: line 1: the file does not begin with front matter between two lines of ---.")
        return None
    try:
        front = _load(match[1]) or {}
    except yaml.YAMLError as error:
        problems.append(f"{name}: {_where(error, 1)}.")
        return None
    blocks = tuple(_blocks(match[2], match[1].count("\n") + 3, name, problems))
    return Text(name, front, blocks)


def _blocks(body: str, offset: int, name: str, problems: list[str]) -> Iterator[Block]:
    text: list[str] = []
    begun = offset
    lines = iter(enumerate(body.splitlines(), start=offset + 1))
    for number, line in lines:
        if line.startswith("## "):
            yield from _plain(text, begun)
            yield Block("heading", line[3:].strip(), "", None, number)
            begun = number
        elif line.startswith(":::"):
            yield from _plain(text, begun)
            if block := _fenced(line, number, lines, name, problems):
                yield block
        else:
            text.append(line)
    yield from _plain(text, begun)


def _plain(lines: list[str], line: int) -> Iterator[Block]:
    body = "\n".join(lines).strip()
    lines.clear()
    if body:
        yield Block("text", "", body, None, line)


def _fenced(line: str, number: int, lines: Iterator[tuple[int, str]], name: str, problems: list[str]) -> Block | None:
    match = FENCE.match(line.strip())
    inside: list[str] = []
    for _number, inner in lines:
        if inner.strip() == ":::":
            break
        inside.append(inner)
    else:
        problems.append(f"{name}: line {number}: the block is never closed. End it with a line of three colons.")
        return None
    if not match or match["name"] not in DATA | TEXT:
        problems.append(f"{name}: line {number}: “{line.strip()}” opens no known block.")
        return None
    body, data = "\n".join(inside).strip(), None
    if match["name"] in DATA:
        try:
            data = _load(body)
        except yaml.YAMLError as error:
            problems.append(f"{name}: {_where(error, number)}.")
            return None
    return Block(match["name"], match["argument"].strip(), body, data, number)


def shape(value: Any, key: str = "") -> Any:
    """What languages share of some data: ids, types, truths; of any other text only that it is there."""
    if isinstance(value, dict):
        return {name: shape(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one, key) for one in value]
    return bool(value) if isinstance(value, str) and key not in STRUCTURE else value


def _shape_of(block: Block) -> Any:
    argument = re.sub(r'".*"', '""', block.argument) if block.name != "heading" else ""
    same = block.words if block.name in ("terms", "sources") else None
    return block.name, argument, same, shape(block.data)


def _differences(content: Content) -> Iterator[str]:
    for language in content.languages[1:]:
        for name, text in content.texts[language].items():
            source = content.first.get(name)
            if source is None:
                continue
            if set(text.front) != set(source.front):
                odd = ", ".join(sorted(set(text.front) ^ set(source.front)))
                yield f"{text.path}: line 1: the front matter differs from the source in: {odd}."
            pairs = zip(text.blocks, source.blocks, strict=False)
            different = next(((own, other) for own, other in pairs if _shape_of(own) != _shape_of(other)), None)
            if different:
                own, other = different
                yield (
                    f"{text.path}: line {own.line}: “{own.name} {own.argument}” is built differently from "
                    f"{source.path}, line {other.line}. Ids, order, number of items and right answers are shared."
                )
            elif len(text.blocks) != len(source.blocks):
                yield f"{text.path}: {len(text.blocks)} blocks stand where {source.path} has {len(source.blocks)}."


def _loose_ends(content: Content) -> Iterator[str]:
    seen: dict[str, str] = {}
    planned = {block.words[0] for text in content.first.values() for block in text.named("session") if block.words}
    for text in content.first.values():
        for block in text.blocks:
            where = f"{text.path}: line {block.line}"
            if block.name == "terms":
                yield from (f"{where}: no term “{key}”." for key in block.words if key not in _first_terms(content))
            elif block.name == "sources":
                yield from (f"{where}: no source “{code}”." for code in block.words if code not in content.sources)
            elif block.name == "meeting" and block.argument not in planned:
                yield f"{where}: no module plans a session “{block.argument}”."
            elif block.name == "video" and block.argument not in content.boards:
                yield f"{where}: no storyboard videos/{block.argument}.yaml."
            elif block.name in ("activity", "question", "reflect", "task"):
                key = f"{block.name} {block.argument}"
                if key in seen:
                    yield f"{where}: “{key}” stands already in {seen[key]}. Ids are given once."
                seen[key] = where
            yield from _without_answer(block, where)


def _first_terms(content: Content) -> dict[str, dict[str, str]]:
    return content.terms[content.languages[0]]


def _without_answer(block: Block, where: str) -> Iterator[str]:
    """Answer keys that point nowhere."""
    data = block.data or {}
    if block.name == "question" and not any(choice.get("right") for choice in data.get("choices", [])):
        yield f"{where}: no answer is right."
    if block.name != "activity":
        return
    kind = block.argument.partition(" ")[0]
    if kind not in ("choice", "order", "sort", "walk"):
        yield f"{where}: there is no activity of the kind “{kind}”. Kinds: choice, order, sort, walk."
    if kind == "sort":
        bins = {one["id"] for one in data["bins"]}
        lost = [item for item in data["items"] if item["bin"] not in bins]
        yield from (f"{where}: “{item['id']}” goes into no bin “{item['bin']}”." for item in lost)
    if kind == "walk":
        scenes = {scene["id"] for scene in data["scenes"]} | {"card"}
        goals = {choice["to"] for scene in data["scenes"] for choice in scene["choices"]}
        yield from (f"{where}: a choice leads to “{goal}”, which is no scene." for goal in sorted(goals - scenes))
    if kind == "order":
        items = {item["id"] for item in data["items"]}
        named = {one[side] for one in data.get("feedback", []) for side in ("first", "second")}
        yield from (f"{where}: a feedback names “{name}”, which is no item." for name in sorted(named - items))
    if kind == "choice":
        for question in data["questions"]:
            yield from (
                f"{where}: question “{question['id']}” has no right {what}."
                for what in ("choices", "reasons")
                if question.get(what) and not any(one.get("right") for one in question[what])
            )
