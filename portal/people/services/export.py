"""Everything the site knows about a person, in one zip that only this person may have."""

import json
import logging
import shutil
import tempfile
import zipfile
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts import personal_data
from portal.accounts.models import User
from portal.core import mail
from portal.core.audit import record
from portal.core.errors import DomainError
from portal.core.tasks import enqueue_after_commit
from portal.files.services import remove, store
from portal.people.choices import ExportState
from portal.people.letters import absolute, context_of
from portal.people.models import DataExport
from portal.people.models.data import EXPORT_DAYS

PURPOSE = "personal-export"
PATIENCE = timedelta(hours=1)
logger = logging.getLogger(__name__)


@transaction.atomic
def ask(*, user: User) -> DataExport:
    """Begin an export in the background. Raises DomainError while one is being made."""
    User.objects.select_for_update().get(pk=user.pk)
    since = timezone.now() - PATIENCE
    if DataExport.objects.filter(user=user, state=ExportState.WAITING, asked_at__gt=since).exists():
        raise DomainError(_("A copy of your data is being made already. You get a mail when it is ready."))
    export = DataExport.objects.create(user=user, expires_at=timezone.now() + timedelta(days=EXPORT_DAYS))
    record(actor=user, action="account.export_asked", target=user)
    from portal.people.tasks import make_export

    enqueue_after_commit(make_export, export_id=export.pk)
    return export


def make(export: DataExport) -> DataExport:
    """Write the zip, keep it privately, tell the person. A failure is kept as such and raised."""
    try:
        with tempfile.TemporaryFile() as stream:
            _write(export.user, stream)
            stream.seek(0)
            name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
            export.file = store(stream=stream, name=name, owner=export.user, purpose=PURPOSE)
    except Exception:
        export.state = ExportState.FAILED
        export.save(update_fields=["state"])
        raise
    export.state = ExportState.READY
    export.save(update_fields=["state", "file"])
    _tell(export)
    return export


@transaction.atomic
def tidy(*, now: datetime | None = None) -> int:
    """Delete exports whose week is over. Returns how many."""
    old = list(DataExport.objects.filter(expires_at__lte=now or timezone.now()).select_related("file", "user"))
    for export in old:
        if export.file:
            remove(user=export.user, file=export.file)
        export.delete()
    return len(old)


def may_read(user: Any, file: Any) -> bool:
    """Only the person, and only for a week."""
    if not user.is_authenticated or file.owner_id != user.pk:
        return False
    return DataExport.objects.filter(file=file, user=user, expires_at__gt=timezone.now()).exists()


def _write(user: User, stream: IO[bytes]) -> None:
    taken: set[str] = set()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in personal_data.parts():
            for place, matter in part.export(user):
                _add(archive, _sound(place, taken), matter)


def _add(archive: zipfile.ZipFile, place: str, matter: Any) -> None:
    if isinstance(matter, Path):
        archive.write(matter, place)
    elif hasattr(matter, "read"):
        with archive.open(place, "w", force_zip64=True) as target:
            shutil.copyfileobj(matter, target, 1 << 20)
    elif isinstance(matter, bytes):
        archive.writestr(place, matter)
    else:
        archive.writestr(place, json.dumps(matter, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


def _sound(place: str, taken: set[str]) -> str:
    """A relative place inside the zip that is used once, whatever a room calls its file."""
    parts = [part for part in PurePosixPath(place.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    path = PurePosixPath(*(parts or ["file"]))
    number, wanted = 1, path
    while str(path).casefold() in taken:
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    taken.add(str(path).casefold())
    return str(path)


def _tell(export: DataExport) -> None:
    with translation.override(export.user.language or translation.get_language()):
        url = absolute(reverse("people:data"))
        mail.send("account", to=export.user, context=context_of("people/export_ready", {"url": url}))
