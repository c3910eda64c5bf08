"""What the public site does when something changes: index pages, drop cached ones."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal import tasks
from portal.core import page_cache, search
from portal.core.tasks import enqueue_after_commit
from portal.models import EventPage, HomePage, NewsCategory, Result, ResultFile, ResultVersion
from portal.services import registrations, search_index, setup

page_cache.watch((NewsCategory, Result, ResultFile, ResultVersion))


@receiver(page_published)
def index_changed_page(instance: Page, **_: Any) -> None:
    """A page that goes live is found at once."""
    search_index.index_page(instance)


@receiver(page_published, sender=EventPage)
def give_new_seats(instance: EventPage, **_: Any) -> None:
    """An editor has raised the number of seats: the waiting list moves up."""
    rules = registrations.rules_of(registrations.pages_of(instance.translation_key))
    if rules is not None and rules.registration_open and rules.start > timezone.now():
        registrations.give_seats(rules)


@receiver(page_unpublished)
def forget_unpublished_page(instance: Page, **_: Any) -> None:
    """A page that leaves is not; while it is being deleted, the database still calls it live."""
    search.forget([search_index.key_of(instance)])


@receiver(post_save, sender=HomePage)
def open_to_translators(instance: HomePage, created: bool, raw: bool, **_: Any) -> None:
    """A new home page begins a language: translators may work below it."""
    if created and not raw and instance.depth == 2:
        setup.welcome_home(instance)


@receiver(page_slug_changed)
@receiver(post_page_move)
def index_moved_pages(instance: Page, **_: Any) -> None:
    """Addresses below a moved or renamed page changed too: indexed again in the background."""
    enqueue_after_commit(tasks.index_below, page_id=instance.pk)


@receiver(pre_delete)
def forget_deleted_page(instance: Any, **_: Any) -> None:
    """A deleted page leaves the index and the cache with its row."""
    if isinstance(instance, Page):
        search.forget([search_index.key_of(instance)])
        page_cache.invalidate()


@receiver([post_save, post_delete], sender=PageViewRestriction)
def index_restricted_pages(instance: PageViewRestriction, **_: Any) -> None:
    """Closed pages leave the index, opened ones come back."""
    enqueue_after_commit(tasks.index_below, page_id=instance.page_id)
