"""The key of a local installation: made once, kept beside its data, never in the repository."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def local_secret_key(data_dir: Path) -> str:
    """Read the key in `data_dir/secret_key`; make it first if there is none. Raises OSError if that fails.

    Several processes may start together: the file appears whole, and the first one's key counts for all.
    """
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=data_dir, prefix=".secret-")  # only its owner may read it
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
            with suppress(FileExistsError):
                os.link(name, path)
        finally:
            os.unlink(name)
    return path.read_text()
