"""Work on private files that nobody waits for."""

from django_tasks import task

from portal.files.models import StoredFile
from portal.files.services import checking


@task(backend="background")
def scan(uuid: str) -> str:
    """Let the scanner look at a new file; returns its state afterwards."""
    file = StoredFile.objects.filter(uuid=uuid).first()
    return checking.scan(file=file) if file else ""
