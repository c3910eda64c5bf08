"""What keeps cached pages and the search index fresh."""

from typing import Any

from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.accounts.models import Organisation, OrganisationPerson
from portal.core import page_cache
from portal.core.models import BigIdea, FundingText, PortalDocument, PortalImage, ProjectSettings

page_cache.watch(
    (
        BigIdea,
        FundingText,
        Locale,
        Organisation,
        OrganisationPerson,
        PageViewRestriction,
        PortalDocument,
        PortalImage,
        ProjectSettings,
        Redirect,
        Site,
    )
)


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def start_new_generation(**_: Any) -> None:
    """A page changed for the public."""
    page_cache.invalidate()
