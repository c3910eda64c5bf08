"""Work the public site leaves to a background worker."""

from django_tasks import task
from wagtail.models import Page

from portal.models import Digest
from portal.services import digest, search_index


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
def write_digest(digest_id: int) -> int:
    """Write the mails of a mailing."""
    found = Digest.objects.filter(pk=digest_id).first()
    return digest.write_all(found) if found else 0
