"""Work of the background worker."""

from django_tasks import task

from courses.services import h5p_lrs


@task(backend="background")
def forward_statements() -> int:
    """Send statements on to another record store."""
    return h5p_lrs.forward_waiting()
