"""Zip files that come out the same whenever their parts do."""

import hashlib
import io
import zipfile

Parts = dict[str, bytes]

FIRST = "mimetype"
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(parts: Parts) -> bytes:
    """The parts as a zip file; `mimetype` stands first and is not compressed, as EPUB and OpenDocument ask."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return out.getvalue()


def digest(parts: Parts) -> str:
    """Tells whether the parts changed."""
    total = hashlib.sha256()
    for name in sorted(parts):
        total.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return total.hexdigest()
