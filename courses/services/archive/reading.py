"""From a file to an archive one may trust to be whole: nothing is stored here."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from courses.services.archive import form
from courses.services.archive.packing import CHUNK
from portal.core.errors import InvalidContent

MOST_FILES = 5000
LARGEST_TEXT = 64 * 1024 * 1024
LISTS = ("pages", "term", "video", "source", "picture", "document", "activity", "intensity")


class BadArchive(InvalidContent):
    """A file that is no course of this site, or not a whole one. The message says what to do."""


class Archive:
    """An archive whose files are all there and unchanged."""

    def __init__(self, zipped: zipfile.ZipFile, content: dict[str, Any]) -> None:
        self._zip = zipped
        self.content = content
        self.title = str(content["title"])
        self.course = str(content["course"])

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Everything of one kind."""
        return self.content[kind]

    @contextmanager
    def file(self, place: str) -> Iterator[IO[bytes]]:
        """One file, readable in any order."""
        with self._zip.open(place) as packed, tempfile.TemporaryFile() as copy:
            while piece := packed.read(CHUNK):
                copy.write(piece)
            copy.seek(0)
            yield copy


@contextmanager
def opened(stream: IO[bytes]) -> Iterator[Archive]:
    """The archive in a file. Raises BadArchive."""
    try:
        zipped = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadArchive(_("This file is not a zip. Choose the archive as it was downloaded.")) from error
    with zipped:
        try:
            yield Archive(zipped, _content(zipped))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise BadArchive(_("The archive is damaged. Download it again.")) from error


def _content(zipped: zipfile.ZipFile) -> dict[str, Any]:
    infos = {info.filename: info for info in zipped.infolist()}
    manifest = _json(zipped, infos, "manifest.json")
    if not isinstance(manifest, dict) or manifest.get("format") != form.FORMAT:
        raise BadArchive(_("This file is not a course of this site."))
    if manifest.get("version") != form.VERSION:
        raise BadArchive(_("This archive was made by a newer version of the site. Update this site first."))
    _check_files(zipped, infos, manifest.get("files"))
    content = _json(zipped, infos, "course.json")
    if not _has_form(content):
        raise BadArchive(_("The archive is not complete. Make it again on the site it comes from."))
    return content


def _check_files(zipped: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], sums: Any) -> None:
    listed = set(sums) if isinstance(sums, dict) else set()
    if set(infos) != {*listed, "manifest.json"} or len(infos) > MOST_FILES:
        raise BadArchive(_("The archive is not complete. Make it again on the site it comes from."))
    if sum(info.file_size for info in infos.values()) > settings.COURSE_ARCHIVE_BYTES:
        raise BadArchive(_("The archive is larger than this site allows."))
    for place, wanted in sums.items():
        digest, left = hashlib.sha256(), infos[place].file_size
        with zipped.open(place) as packed:
            while piece := packed.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    break
                digest.update(piece)
        if left or digest.hexdigest() != wanted:
            raise BadArchive(_("The archive is damaged. Download it again."))


def _json(zipped: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], place: str) -> Any:
    if place not in infos or infos[place].file_size > LARGEST_TEXT:
        raise BadArchive(_("This file is not a course of this site."))
    try:
        return json.loads(zipped.read(place))
    except (ValueError, RecursionError) as error:
        raise BadArchive(_("The archive is damaged. Download it again.")) from error


def _has_form(content: Any) -> bool:
    if not isinstance(content, dict) or not all(
        isinstance(content.get(n), str) for n in ("course", "title", "language")
    ):
        return False
    return all(
        isinstance(content.get(name), list) and all(isinstance(row, dict) for row in content[name]) for name in LISTS
    )
