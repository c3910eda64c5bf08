"""Who may see the desk, and whose words they may change."""

from typing import Any

from django.conf import settings

from portal.accounts.permissions import is_editor, translates


def languages_of(user: Any) -> frozenset[str]:
    """The languages whose words this person may change: editors all, translators theirs."""
    return frozenset(code for code, _name in settings.LANGUAGES) if is_editor(user) else translates(user)


def may_see_desk(user: Any) -> bool:
    """Whoever may change a language sees all of them."""
    return bool(languages_of(user))
