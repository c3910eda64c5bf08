"""Changing texts and media of an activity: each time a new version of it."""

import copy
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as other
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image

from courses.h5p import filetypes
from courses.h5p.compare import Side
from courses.h5p.filter import filter_content
from courses.h5p.issues import issue
from courses.h5p.limits import MB, Limits
from courses.h5p.semantics import Leaf, leaves
from courses.integrations.h5p_storage import drop, put
from courses.integrations.h5p_words import sentence
from courses.models import H5PActivity
from courses.models.h5p.activity import content_key
from courses.services import h5p_versions
from courses.services.h5p_activities import check_manager
from portal.core.audit import record
from portal.core.errors import InvalidContent

ENDINGS = {
    "image": ("png", "jpg", "jpeg", "gif"),
    "audio": ("mp3", "m4a", "ogg", "wav"),
    "video": ("mp4", "webm"),
}
FOLDERS = {"image": "images", "audio": "audios", "video": "videos"}
PIXELS = 40_000_000


@dataclass(frozen=True)
class NewFile:
    """A picture, sound or film that was checked, and where it will stand in the content."""

    path: str
    sha256: str
    size: int
    mime: str
    stream: IO[bytes]
    width: int = 0
    height: int = 0


def copy_of(activity: H5PActivity) -> Side:
    """The activity's content to change freely; nothing is stored by that."""
    side = h5p_versions.side_of(activity)
    return other(side, content=copy.deepcopy(activity.parameters))


def checked(stream: IO[bytes], name: str, kind: str, size: int) -> NewFile:
    """A file that may stand in an activity. Raises InvalidContent with what is wrong with it."""
    ending, limit = filetypes.extension(name), Limits(**settings.H5P_LIMITS).entry
    if size > limit:
        raise _refused("entry-too-large", name, size=f"{size / MB:.1f}", limit=limit // MB)
    if ending not in ENDINGS.get(kind, tuple(filetypes.MEDIA_TYPES)):
        raise _refused("file-type", name, type=ending)
    head = stream.read(filetypes.HEAD)
    code = filetypes.problem(name, head, library=False) if head else "file-content"
    if code:
        raise _refused(code, name, type=ending)
    stream.seek(0)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    stream.seek(0)
    width, height = _measured(stream) if kind == "image" else (0, 0)
    stem = slugify(re.sub(r"\.[^.]*$", "", name))[:40] or kind
    path = f"{FOLDERS.get(kind, 'files')}/{stem}-{sha256[:8]}.{ending}"
    return NewFile(path, sha256, size, filetypes.media_type(name).partition(";")[0], stream, width, height)


def _refused(code: str, name: str, **values: str | int) -> InvalidContent:
    return InvalidContent(sentence(issue(code, name, **values)))


def _measured(stream: IO[bytes]) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(stream.read())) as picture:
            width, height = picture.size
            if width * height > PIXELS:
                raise InvalidContent(_("The picture has too many pixels. Make it smaller."))
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise InvalidContent(_("The picture cannot be read. Save it again as PNG or JPEG.")) from problem
    finally:
        stream.seek(0)
    return width, height


@transaction.atomic
def edit(*, user: Any, activity: H5PActivity, texts: Mapping[str, str], media: Mapping[str, NewFile]) -> H5PActivity:
    """Put texts (as H5P stores them) and files in their places, by path. Without any, nothing happens.

    Raises NotAllowed, or InvalidContent when a place is gone or the engine's filter does not take something.
    """
    check_manager(user)
    current = H5PActivity.objects.select_for_update().get(pk=activity.pk)
    if not texts and not media:
        return current
    was, side = h5p_versions.before(current), copy_of(current)
    waiting = {**texts, **media}
    for leaf in leaves(side.content, side.main, side.lookup):
        if leaf.path in waiting:
            new = waiting.pop(leaf.path)
            leaf.set(_with_file(leaf, new) if isinstance(new, NewFile) else new)
    if waiting:
        raise InvalidContent(_("Parts of the activity are no longer there. Open it again to see what it is now."))
    gone = _store(current, was.side, side.content, media)
    _accept(side, {**texts, **media}, current)
    current.version += 1
    current.changed_by = user
    current.save()
    h5p_versions.go_along(activity=current, was=was)
    transaction.on_commit(lambda: drop(gone))
    data = {"version": current.version, "texts": len(texts), "files": len(media)}
    record(actor=user, action="h5p.activity_edited", target=current, data=data)
    return current


def _with_file(leaf: Leaf, new: NewFile) -> Any:
    """What the content says about a file; copyright and the like of the old one go with it."""
    about: dict[str, Any] = {"path": new.path, "mime": new.mime}
    if new.width:
        about |= {"width": new.width, "height": new.height}
    return [about] if isinstance(leaf.value, list) else about


def _store(activity: H5PActivity, old: Side, content: Any, media: Mapping[str, NewFile]) -> set[str]:
    """Keep new files, forget those that were replaced; answers with what goes once the transaction is committed."""
    if not media:
        return set()
    before = {activity.key(path) for path in activity.files}
    for new in media.values():
        put(content_key(activity.uuid, new.sha256), new.stream, new.sha256)
        activity.files[new.path] = {"sha256": new.sha256, "size": new.size}
    replaced = set(_paths(old.content)) - set(_paths(content))
    activity.files = {path: info for path, info in activity.files.items() if path not in replaced}
    activity.size = sum(info["size"] for info in activity.files.values())
    if activity.size > Limits(**settings.H5P_LIMITS).total:
        raise InvalidContent(_("The activity would become too large. Make its pictures and films smaller."))
    return before - {activity.key(path) for path in activity.files}


def _paths(value: Any) -> list[str]:
    """Every file a content may name, wherever it does."""
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            found.append(one.removesuffix("#tmp"))
    return found


def _accept(side: Side, changed: Mapping[str, Any], activity: H5PActivity) -> None:
    """The content as the engine's filter leaves it; what it would not leave as it was typed is refused."""
    clean = filter_content(side.content, side.main, side.lookup, files=activity.files).content
    after = {leaf.path: leaf.value for leaf in leaves(clean, side.main, side.lookup)}
    for leaf in leaves(side.content, side.main, side.lookup):
        if leaf.path in changed and after.get(leaf.path) != leaf.value:
            raise InvalidContent(_("“%(label)s” cannot be stored like this.") % {"label": leaf.label})
    activity.parameters = clean
