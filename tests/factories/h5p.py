"""H5P packages for tests: unpacked folders of `tests/data/h5p`, zipped, and activities made of them."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from courses.h5p import package
from courses.integrations.h5p_engine import Installed
from courses.models import H5PActivity
from courses.services import h5p_play, h5p_store

VERBS = "http://adlnet.gov/expapi/verbs/"
FOLDER = Path(__file__).resolve().parents[1] / "data" / "h5p" / "isolation"


def files_of(name: str) -> dict[str, bytes]:
    """A package's files by path."""
    folder = FOLDER / name
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    """The archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    buffer.seek(0)
    return buffer


def h5p_file(name: str = "probe", **changed: Any) -> io.BytesIO:
    """The package; `title` and `content` change what it says, `files` adds or replaces files (None: takes away)."""
    files = files_of(name)
    manifest, content = json.loads(files["h5p.json"]), json.loads(files["content/content.json"])
    manifest |= changed.get("manifest", {})
    content |= changed.get("content", {})
    files |= {"h5p.json": json.dumps(manifest).encode(), "content/content.json": json.dumps(content).encode()}
    files |= changed.get("files", {})
    return zipped({path: data for path, data in files.items() if data is not None})


def install(user: Any, name: str = "probe", **changed: Any) -> H5PActivity:
    """An activity."""
    with package.read(h5p_file(name, **changed), installed=Installed()) as found:
        return h5p_store.install(found, user=user)


def statement(activity: H5PActivity, word: str = "answered", **more: Any) -> dict[str, Any]:
    """What H5P sends when somebody has answered."""
    result = {"score": {"min": 0, "raw": 1, "max": 2, "scaled": 0.5}, "completion": True, "success": False}
    values = {
        "id": str(uuid4()),
        "actor": {"mbox": "mailto:somebody@example.org", "name": "Somebody Else", "objectType": "Agent"},
        "verb": {"id": VERBS + word, "display": {"en-US": word}},
        "object": {"id": h5p_play.iri(activity), "objectType": "Activity", "definition": {}},
        "result": result | {"duration": "PT12.5S"},
    }
    return values | more
