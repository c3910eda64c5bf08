"""What people keep for themselves: only they read it; it goes with their data and with their account."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.accounts import personal_data
from portal.files import access
from portal.files.choices import PERSONAL, FileState
from portal.files.models import StoredFile
from portal.files.services import remove_all_of
from portal.files.storage import PrivateFolder, private_storage


def export(user: Any) -> Iterator[personal_data.Item]:
    """The list of everything the person sent, and the files they keep for themselves."""
    files = list(StoredFile.objects.filter(owner=user).order_by("created", "pk"))
    yield "files/files.json", [_described(file) for file in files]
    storage = private_storage()
    for file in files:
        if file.purpose == PERSONAL and file.state == FileState.READY:
            place = f"files/{file.uuid.hex[:8]}-{file.name}"
            yield place, Path(storage.path(file.key)) if isinstance(storage, PrivateFolder) else _read(file)


def erase(user: Any) -> None:
    """Delete what is the person's own; what they gave to a room stays with the room."""
    remove_all_of(user=user, purpose=PERSONAL)


def _described(file: StoredFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "purpose": file.purpose,
        "bytes": file.size,
        "sha256": file.sha256,
        "type": file.mime,
        "state": file.state,
        "begun": file.created.isoformat(),
    }


def _read(file: StoredFile) -> bytes:
    with private_storage().open(file.key) as content:
        return content.read()


access.register(
    PERSONAL,
    may_read=lambda user, file: user.is_authenticated and file.owner_id == user.pk,
    may_add=lambda user: user.is_authenticated,
)
personal_data.register("files", export=export, erase=erase)
