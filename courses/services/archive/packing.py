"""The box an archive is packed into: every file once, by its sum, and the list of all sums at the end."""

import hashlib
import json
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any

CHUNK = 1 << 20
PACKED = frozenset({".mp4", ".webm", ".webp", ".jpg", ".jpeg", ".png", ".h5p", ".zip", ".pdf"})
"""What does not get smaller by being compressed once more."""


class Box:
    """A zip that is being filled."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.sums: dict[str, str] = {}

    def add(self, place: str, content: bytes) -> None:
        """One small file."""
        self.archive.writestr(place, content)
        self.sums[place] = hashlib.sha256(content).hexdigest()

    def keep(self, folder: str, name: str, stream: IO[bytes]) -> str:
        """A file of any size, named by its sum; the same content is kept once. Returns its place."""
        digest = hashlib.sha256()
        while piece := stream.read(CHUNK):
            digest.update(piece)
        stream.seek(0)
        suffix = PurePosixPath(name).suffix.lower()
        place = f"{folder}/{digest.hexdigest()[:32]}{suffix}"
        if place not in self.sums:
            info = zipfile.ZipInfo(place)
            info.compress_type = zipfile.ZIP_STORED if suffix in PACKED else zipfile.ZIP_DEFLATED
            with self.archive.open(info, "w", force_zip64=True) as out:
                while piece := stream.read(CHUNK):
                    out.write(piece)
            self.sums[place] = digest.hexdigest()
        return place

    def close(self, about: dict[str, Any]) -> None:
        """The last file: what this is, and the sum of every other."""
        self.archive.writestr("manifest.json", json.dumps({**about, "files": self.sums}, indent=1))
