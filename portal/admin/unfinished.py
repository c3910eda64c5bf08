"""The questions behind "What to do next": pages, translations and pictures that are not finished yet."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, WorkflowState
from wagtail.permissions import policy_registry

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def may_translate(user: Any) -> bool:
    """Whether this person may send pages to translation."""
    return user.has_perm("wagtail_localize.submit_translation")


def drafts(user: Any) -> QuerySet[Page]:
    """Pages whose newest unpublished draft is this person's and which nobody reviews yet."""
    in_review = WorkflowState.objects.filter(
        status__in=(WorkflowState.STATUS_IN_PROGRESS,), base_content_type__model="page"
    ).values("object_id")
    return (
        Page.objects.filter(Q(latest_revision__user=user) | Q(latest_revision=None, owner=user), depth__gt=1)
        .filter(Q(live=False) | Q(has_unpublished_changes=True))
        .exclude(pk__in=[int(key) for key in in_review.values_list("object_id", flat=True)])
    )


def originals() -> QuerySet[Page]:
    """Live pages that were written, not translated: the first of their family."""
    earlier = Page.objects.live().filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    return Page.objects.live().filter(~Exists(earlier), depth__gt=1, alias_of=None)


def lacks(locale: Locale) -> Q:
    """Originals of other languages that cannot be read in this one."""
    there = Page.objects.live().filter(translation_key=OuterRef("translation_key"), locale=locale, alias_of=None)
    return Q(~Q(locale=locale), ~Exists(there))


def pictures(user: Any) -> QuerySet:
    """Pictures this person may change that have no alt text in at least one language."""
    empty = Q()
    for code in LANGUAGES:
        empty |= Q(**{f"description_{code}": ""}) | Q(**{f"description_{code}": None})
    policy = policy_registry.get_by_type(get_image_model())
    return policy.instances_user_has_any_permission_for(user, ["change"]).filter(empty).distinct()


def undescribed(user: Any) -> QuerySet[Page]:
    """Live pages this person may change that have no description for search engines."""
    mine = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["change"])
    return mine.filter(live=True, search_description="", depth__gt=1, alias_of=None)
