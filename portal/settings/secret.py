"""The key of a local installation: made once, kept beside its data, never in the repository."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def local_secret_key(data_dir: Path) -> str:
    """Read the key in `data_dir/secret_key`; make it first if there is none. Raises OSError if that fails."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = data_dir / f"secret_key.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process of the site was faster: its key counts
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()
