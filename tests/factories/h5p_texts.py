"""A small content type and an activity with every sort of text: rich, plain, with gaps, the content type's own."""

import json
from typing import Any

from courses.h5p import package
from courses.integrations.h5p_engine import Installed
from courses.models import H5PActivity
from courses.services import h5p_store
from tests.factories.h5p import zipped

FOLDER = "H5P.Blanks-1.0"
INTERFACE = {
    "check": ("Check", "Ellenőrzés", "Überprüfen"),
    "retry": ("Try again", "Újra", ""),
    "score": ("@score of @total", "@total / @score", "@score von @total"),
}
"""The content type's own words: English, Hungarian, German (one is missing); there is no Dutch."""
INTRO = (
    '<p>Read <a href="https://ls4vet.example/">the page</a>, then answer.</p><p>H<sub>2</sub>O is <em>water</em>.</p>'
)
ANSWERS = ("The apprentice weighs the flour.", "The apprentice asks the master.", "Nobody knows.")


def content(**changed: Any) -> dict[str, Any]:
    """What the activity says."""
    return {
        "intro": INTRO,
        "questions": ["<p>Dough rests for *twenty* minutes, at :degrees.</p>"],
        "answers": [{"text": text} for text in ANSWERS],
        "labels": {name: words[0] for name, words in INTERFACE.items()},
        "colour": "#ff0000",
        **changed,
    }


def answers(*texts: str) -> list[dict[str, str]]:
    """Other answers."""
    return [{"text": text} for text in texts]


def semantics() -> list[dict[str, Any]]:
    """The fields of the content type."""
    rich = {"type": "text", "widget": "html", "tags": ["p", "em", "a", "sub"]}
    answer = [{"name": "text", "type": "text", "label": "Text", "maxLength": 80}]
    labels = [{"name": name, "type": "text", "label": name, "default": words[0]} for name, words in INTERFACE.items()]
    return [
        {"name": "intro", "label": "Introduction", **rich},
        {"name": "questions", "type": "list", "label": "Sentences", "field": {"name": "one", "label": "Line", **rich}},
        {
            "name": "answers",
            "type": "list",
            "label": "Answers",
            "field": {"name": "answer", "type": "group", "label": "Answer", "isSubContent": False,
                      "fields": [*answer, {"name": "right", "type": "boolean", "label": "Right"}]},
        },
        {"name": "labels", "type": "group", "label": "Words", "common": True, "fields": labels},
        {"name": "colour", "type": "text", "label": "Colour", "widget": "colorSelector", "default": "#ff0000"},
    ]  # fmt: skip


def language(column: int) -> dict[str, Any]:
    """A language file: the same shape as the semantics."""
    words = [{"default": one[column]} if one[column] else {} for one in INTERFACE.values()]
    return {"semantics": [{}, {}, {}, {"fields": words}, {}]}


def quiz_files(title: str, said: dict[str, Any]) -> dict[str, bytes]:
    """The package's files by path."""
    name = {"machineName": "H5P.Blanks", "majorVersion": 1, "minorVersion": 0}
    about = {"title": title, "language": "en", "mainLibrary": "H5P.Blanks", "embedTypes": ["div"], "license": "CC BY"}
    library = {**name, "title": "Gaps", "patchVersion": 0, "runnable": 1, "preloadedJs": [{"path": "gaps.js"}]}
    data = {
        "h5p.json": {**about, "preloadedDependencies": [name]},
        "content/content.json": said,
        f"{FOLDER}/library.json": library,
        f"{FOLDER}/semantics.json": semantics(),
        f"{FOLDER}/language/hu.json": language(1),
        f"{FOLDER}/language/de.json": language(2),
    }
    files = {path: json.dumps(value, ensure_ascii=False).encode() for path, value in data.items()}
    return {**files, f"{FOLDER}/gaps.js": b"// nothing"}


def quiz(user: Any, title: str = "Dough", **changed: Any) -> H5PActivity:
    """The activity, installed."""
    with package.read(zipped(quiz_files(title, content(**changed))), installed=Installed()) as found:
        return h5p_store.install(found, user=user)


def replace(activity: H5PActivity, user: Any, title: str = "Dough", **changed: Any) -> H5PActivity:
    """A newer package in its place."""
    current = H5PActivity.objects.get(pk=activity.pk)
    with package.read(zipped(quiz_files(title, content(**changed))), installed=Installed()) as found:
        return h5p_store.replace(found, activity=current, user=user)
