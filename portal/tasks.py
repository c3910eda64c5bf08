"""Work the public site leaves to a background worker."""

from django.core.management import call_command
from django_tasks import task
from wagtail.models import Page

from portal.services import search_index


@task(backend="background")
def index_below(page_id: int) -> int:
    """Index a page and everything below it again, after its address or its restrictions changed."""
    top = Page.objects.filter(pk=page_id).first()
    if top is None:
        return 0
    pages = top.get_descendants(inclusive=True).live()
    for page in pages:
        search_index.index_page(page)
    return len(pages)


@task(backend="background")
def prune_results() -> None:
    """Drop the records of finished tasks older than two weeks."""
    call_command("prune_db_task_results", backend="background", min_age_days=14, verbosity=0)
