"""The course's activities: from a content file's data to the parameters of the project's own content types.

Pure: the same data gives the same parameters in every language, so that strings pair by their place.
"""

from typing import Any
from uuid import UUID, uuid5

from courses.demo.texts import Block

MACHINES = {
    "order": "LS4VET.Ordering",
    "sort": "LS4VET.Sorting",
    "choice": "LS4VET.ChoiceWithReasons",
    "walk": "LS4VET.CaseWalk",
}
BINS = ("first", "second", "third", "other")
LETTERS = "ABCDEFGHIJKL"
KINDS = {"single": "single", "multiple": "multiple", "truefalse": "trueFalse"}
NAMESPACE = UUID("3a7b9c0e-51f4-5d0b-8a8e-2f60c1d0b5aa")


def identity(block: Block) -> UUID:
    """The uuid of the activity, the same on every site."""
    return uuid5(NAMESPACE, block.argument)


def about(block: Block, title: str, language: str) -> dict[str, Any]:
    """Its `h5p.json`."""
    machine = MACHINES[block.argument.partition(" ")[0]]
    needs = (machine, "LS4VET.Activity")
    return {
        "title": title,
        "language": language,
        "defaultLanguage": language,
        "mainLibrary": machine,
        "embedTypes": ["iframe"],
        "license": "CC BY",
        "licenseVersion": "4.0",
        "authors": [{"name": "LS4VET", "role": "Author"}],
        "preloadedDependencies": [{"machineName": name, "majorVersion": "1", "minorVersion": "1"} for name in needs],
    }


def parameters(block: Block) -> dict[str, Any]:
    """Its content. The words of the content type itself are left to its language files."""
    kind = block.argument.partition(" ")[0]
    build = {"order": _order, "sort": _sort, "choice": _choice, "walk": _walk}[kind]
    return {"task": block.data["title"], "intro": f"<p>{block.data['intro']}</p>", **build(block.data)}


def _order(data: dict[str, Any]) -> dict[str, Any]:
    early = {one["first"]: one["text"] for one in data.get("feedback", [])}
    items = [_with({"id": item["id"], "text": item["text"]}, tooEarly=early.get(item["id"])) for item in data["items"]]
    return {"items": items, "feedback": {"right": data["done"]}}


def _sort(data: dict[str, Any]) -> dict[str, Any]:
    places = dict(zip((one["id"] for one in data["bins"]), BINS, strict=False))
    items = [
        {
            "id": item["id"],
            "text": item["text"],
            "bin": places[item["bin"]],
            "feedbackRight": item["feedback"],
            "feedbackWrong": item["feedback"],
        }
        for item in data["items"]
    ]
    bins = {places[one["id"]]: {"label": one["label"]} for one in data["bins"]}
    return {"bins": bins, "items": items, "feedback": {"right": data["done"]}}


def _choice(data: dict[str, Any]) -> dict[str, Any]:
    return {"questions": [_question(one) for one in data["questions"]]}


def _question(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": data["id"], "kind": KINDS[data["type"]], "text": data["text"]}
    if data["type"] == "truefalse":
        true, false = data["choices"]
        found |= {"isTrue": "true" if true.get("right") else "false"}
        found |= {"feedbackTrue": true.get("feedback", ""), "feedbackFalse": false.get("feedback", "")}
    else:
        found["options"] = [_option(one) for one in data["choices"]]
    if data.get("reasons"):
        found |= {"reason": "pick", "reasons": [_option(one) for one in data["reasons"]]}
    return _with(found, explanation=data.get("explanation"))


def _option(data: dict[str, Any]) -> dict[str, Any]:
    found = {"id": data["id"], "text": data["text"], "correct": bool(data.get("right"))}
    return _with(found, feedback=data.get("feedback"))


def _walk(data: dict[str, Any]) -> dict[str, Any]:
    letters = {scene["id"]: LETTERS[number] for number, scene in enumerate(data["scenes"])}
    scenes = [
        {
            "id": scene["id"],
            "title": scene["heading"],
            "letter": letters[scene["id"]],
            "text": f"<p>{scene['text']}</p>",
            "choices": [_step(choice, scene["id"], letters) for choice in scene["choices"]],
        }
        for scene in data["scenes"]
    ]
    return {"scenes": scenes, "card": {"title": data["card"]["title"], "points": data["card"]["points"]}}


def _step(choice: dict[str, Any], here: str, letters: dict[str, str]) -> dict[str, Any]:
    leads_to = "back" if choice["to"] == here else letters.get(choice["to"], "end")
    return {"id": choice["id"], "text": choice["text"], "leadsTo": leads_to, "consequence": choice["consequence"]}


def _with(found: dict[str, Any], **more: str | None) -> dict[str, Any]:
    return found | {name: value for name, value in more.items() if value}
