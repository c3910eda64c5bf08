"""The keys of a local installation: made once, kept beside its data, never in the repository."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def local_secret_key(data_dir: Path) -> str:
    """The key of sessions and signed links."""
    return _kept(data_dir, "secret_key", 50)


def local_credential_key(data_dir: Path) -> str:
    """The key certificates are signed with: 32 bytes, as Ed25519 asks."""
    return _kept(data_dir, "credential_key", 32)


def _kept(data_dir: Path, name: str, size: int) -> str:
    """Read the key in this file; make it first if there is none. Raises OSError if that fails.

    Several processes may start together: the file appears whole, and the first one's key counts for all.
    """
    path = data_dir / name
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor, new = tempfile.mkstemp(dir=data_dir, prefix=".secret-")  # only its owner may read it
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(size))
            with suppress(FileExistsError):
                os.link(new, path)
        finally:
            os.unlink(new)
    return path.read_text()
