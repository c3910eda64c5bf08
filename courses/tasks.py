"""Work of the background worker."""

from django_tasks import task

from courses.models import CourseTransfer
from courses.services import h5p_lrs, transfers


@task(backend="background")
def forward_statements() -> int:
    """Send statements on to another record store."""
    return h5p_lrs.forward_waiting()


@task(backend="background")
def transfer_course(transfer_id: int) -> bool:
    """Make or take in the archive of a course; nothing where the wish is gone."""
    row = CourseTransfer.objects.select_related("file", "asked_by").filter(pk=transfer_id).first()
    return bool(row and transfers.work(row))
