"""Predicates of the public site."""

from typing import Any

from portal.accounts.permissions import is_administrator, is_editor


def may_see_registrations(user: Any) -> bool:
    """Who comes to an event is seen by those who run it: editors, moderators, administrators."""
    return is_editor(user) or is_administrator(user)
