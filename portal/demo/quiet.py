"""While hundreds of pages are stored at once: index once at the end, and no redirects from half-made slugs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.contrib.redirects.signal_handlers import autocreate_redirects_on_slug_change
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from portal.signals import forget_unpublished_page, index_changed_page, index_moved_pages


@contextmanager
def many_changes() -> Iterator[None]:
    """Suspend what follows each single change; the caller indexes everything afterwards with `index_all`."""
    models = [model for model in get_indexed_models() if getattr(model, "search_auto_update", True)]
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    pairs = [
        (page_slug_changed, autocreate_redirects_on_slug_change),
        (page_slug_changed, index_moved_pages),
        (page_published, index_changed_page),
        (page_unpublished, forget_unpublished_page),
    ]
    connected = [(signal, receiver) for signal, receiver in pairs if signal.disconnect(receiver)]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for signal, receiver in connected:
            signal.connect(receiver)
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


def index_all() -> None:
    """Build Wagtail's search index and its index of references again."""
    call_command("wagtail_update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
