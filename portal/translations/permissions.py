"""Who may see the desk, and whose words they may change."""

from typing import Any

from django.conf import settings

from portal.accounts.permissions import group_names
from portal.accounts.roles import GROUPS, MODERATORS, TRANSLATORS, SiteRole, translator_role

_KEPT = "_languages_on_the_desk"
_EVERYWHERE = {GROUPS[SiteRole.EDITOR], GROUPS[SiteRole.ADMINISTRATOR], MODERATORS}


def languages_of(user: Any) -> frozenset[str]:
    """The languages whose words this person may change: editors all, translators theirs. Asked once a request.

    The same answer as `is_editor` and `translates` of the accounts, in one query for both.
    """
    if not (user and user.is_authenticated and user.is_active):
        return frozenset()
    kept = user.__dict__.get(_KEPT)
    if kept is None:
        kept = user.__dict__[_KEPT] = _languages(user)
    return kept


def _languages(user: Any) -> frozenset[str]:
    every = frozenset(code for code, _name in settings.LANGUAGES)
    if user.is_superuser:
        return every
    groups = group_names(user)
    if groups & _EVERYWHERE:
        return every
    own = frozenset(code for code in every if GROUPS[translator_role(code)] in groups)
    return own | (every - {settings.LANGUAGE_CODE} if TRANSLATORS in groups else frozenset())


def may_see_desk(user: Any) -> bool:
    """Whoever may change a language sees all of them."""
    return bool(languages_of(user))
