"""A small family of libraries with every type of field, and content for it."""

from typing import Any

from courses.h5p import package
from courses.h5p.library import Library
from courses.h5p.names import LibraryName
from tests.h5p.packages import PNG, UUIDS, library
from tests.h5p.packages import package as made

QUIZ, PART = LibraryName("H5P.Quiz", 1, 2), LibraryName("H5P.Blanks", 1, 0)
SEMANTICS: list[dict[str, Any]] = [
    {
        "name": "intro",
        "type": "text",
        "widget": "html",
        "tags": ["strong", "a", "table", "ul"],
        "label": "Introduction",
    },
    {"name": "title", "type": "text", "label": "Heading", "maxLength": 20},
    {"name": "colour", "type": "text", "widget": "colorSelector"},
    {"name": "tint", "type": "text", "default": "#ff00aa"},
    {"name": "spectrum", "type": "text", "spectrum": {}},
    {"name": "url", "type": "text"},
    {"name": "address", "type": "text", "regexp": {"pattern": "^https?://"}},
    {"name": "page", "type": "text", "default": "@currentpageurl"},
    {"name": "points", "type": "number", "min": 1, "max": 10, "decimals": 1},
    {"name": "random", "type": "boolean"},
    {"name": "mode", "type": "select", "options": [{"value": "a"}, {"type": "optgroup", "options": [{"value": "b"}]}]},
    {"name": "modes", "type": "select", "multiple": True, "options": [{"value": "a"}, {"value": "b"}]},
    {"name": "free", "type": "select"},
    {"name": "maybe", "type": "select", "optional": True, "options": [{"value": "a"}]},
    {"name": "image", "type": "image"},
    {"name": "film", "type": "video"},
    {"name": "sound", "type": "audio"},
    {"name": "file", "type": "file"},
    {
        "name": "answers",
        "type": "list",
        "label": "Answers",
        "max": 4,
        "field": {
            "name": "answer",
            "type": "group",
            "fields": [
                {"name": "text", "type": "text", "label": "Answer", "tags": []},
                {"name": "right", "type": "boolean"},
            ],
        },
    },
    {
        "name": "hints",
        "type": "list",
        "field": {"name": "hint", "type": "group", "fields": [{"name": "text", "type": "text", "label": "Hint"}]},
    },
    {
        "name": "parts",
        "type": "list",
        "label": "Parts",
        "field": {
            "name": "part",
            "type": "group",
            "fields": [
                {"name": "content", "type": "library", "options": ["H5P.Blanks 1.0", "H5P.Gone 1.0"]},
                {"name": "wide", "type": "boolean"},
            ],
        },
    },
    {"name": "single", "type": "library", "options": [{"name": "H5P.Blanks 1.0"}], "optional": True},
    {"name": "scene", "type": "group", "isSubContent": True, "fields": [{"name": "name", "type": "text"}]},
    {
        "name": "l10n",
        "type": "group",
        "common": True,
        "label": "Interface",
        "fields": [
            {"name": "check", "type": "text", "label": "Check button", "default": "Check"},
            {"name": "score", "type": "text", "default": "You got :num of @total points"},
            {"name": "check", "type": "text", "label": "Written twice"},
            {"name": "end", "type": "text", "tags": ["p"], "default": "<p>Finish &amp; go</p>"},
        ],
    },
]
BLANKS = [
    {"name": "questions", "type": "list", "field": {"name": "question", "type": "text", "tags": ["p"]}},
    {"name": "button", "type": "text", "default": "Retry"},
]
GERMAN = [{}] * 22 + [
    {},
    {
        "label": "Oberfläche",
        "fields": [
            {"label": "Knopf", "default": "Überprüfen"},
            {"default": ":num von @total Punkten"},
            {"default": "doppelt"},
            {"default": "<p>Beenden &amp; weiter</p>"},
        ],
    },
]
CONTENT: dict[str, Any] = {
    "intro": '<p>Read <strong>this</strong> &amp; <a href="https://a.example/" rel="noopener noreferrer">that</a></p>',
    "title": "It&#039;s &lt;new&gt;",
    "colour": "#123456",
    "tint": "#ffffff",
    "spectrum": "rgb(0,0,0)",
    "url": "a b",
    "address": "https://x.example",
    "page": "words",
    "points": 3,
    "random": True,
    "mode": "b",
    "modes": ["a", "b"],
    "free": "anything",
    "maybe": "a",
    "image": {"path": "images/a.png", "mime": "image/png", "width": 1, "height": 1, "copyright": {"license": "U"}},
    "film": [{"path": "https://video.example/watch?v=1&t=2", "mime": "video/YouTube"}],
    "sound": [],
    "answers": [{"text": "Yes", "right": True}, {"text": "<p>No</p>", "right": False}],
    "hints": ["Think", "42"],
    "parts": [
        {
            "content": {
                "library": "H5P.Blanks 1.0",
                "params": {"questions": ["<p>Oslo is in *Norway*.</p>", "Plain *gap*"], "button": "Retry"},
                "subContentId": UUIDS[1],
                "metadata": {"title": "Gaps", "license": "U", "authors": [{"name": "A", "role": "Author"}]},
            },
            "wide": False,
        },
        {
            "content": {"library": "H5P.Blanks 1.0", "params": {"button": "Go on"}, "subContentId": UUIDS[2]},
            "wide": True,
        },
    ],
    "scene": {"subContentId": UUIDS[3], "name": "Classroom"},
    "l10n": {"check": "Check", "score": "You got :num of @total points", "end": "<p>Finish &amp; go</p>"},
}


def read(content: Any = None, **more: Any) -> package.Package:
    """The content in a package with its libraries."""
    found = package.read(
        made(
            CONTENT if content is None else content,
            library(semantics=SEMANTICS, languages={"de": GERMAN}, **more),
            library("H5P.Blanks 1.0", semantics=BLANKS, languages={"de": [{}, {"default": "Noch einmal"}]}),
            needs=["H5P.Blanks 1.0"],
            files={"images/a.png": PNG},
        )
    )
    assert found.ok, list(map(str, found.issues))
    return found


def libraries() -> dict[LibraryName, Library]:
    """The lookup, as a dictionary."""
    return dict(read().libraries)
