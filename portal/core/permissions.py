"""Small predicates about a person, used by services, views, menus and templates alike."""

from typing import Any

from portal.accounts.permissions import group_names

EDITORS, MODERATORS, TRANSLATORS = "Editors", "Moderators", "Translators"


def in_group(user: Any, *names: str) -> bool:
    """Whether an active person belongs to one of these groups; administrators belong to all."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or not group_names(user).isdisjoint(names)


def may_edit_site(user: Any) -> bool:
    """Editors and moderators write and change pages."""
    return in_group(user, EDITORS, MODERATORS)


def may_publish(user: Any) -> bool:
    """Only moderators (and administrators) put pages live."""
    return in_group(user, MODERATORS)


def may_translate(user: Any) -> bool:
    """Translators, and everyone who may edit."""
    return in_group(user, TRANSLATORS, EDITORS, MODERATORS)
