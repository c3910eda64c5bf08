"""What the actions of the audit log are called on screen. Each room adds its own when it is loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_words: dict[str, Any] = {}


def register(words: dict[str, Any]) -> None:
    """Name actions: `{"invitation.sent": _("invited somebody")}`; who and when stand beside it."""
    _words.update(words)


def label(action: str) -> str:
    """The words for an action; an action nobody named stands for itself."""
    return str(_words.get(action, action))


def known() -> list[tuple[str, str]]:
    """Every named action, by its words."""
    return sorted(((action, str(words)) for action, words in _words.items()), key=lambda pair: pair[1].casefold())


register(
    {
        "account.signed_in": _("signed in"),
        "account.signed_up": _("opened an account"),
        "account.password_changed": _("set a new password"),
        "account.address_changed": _("changed the email address"),
        "account.profile_changed": _("changed the profile"),
        "account.export_asked": _("asked for a copy of the data"),
        "account.deletion_asked": _("asked for the end of the account"),
        "account.deletion_taken_back": _("took the deletion of the account back"),
        "account.erased": _("deleted the account"),
        "account.made": _("made the account"),
        "account.edited": _("changed the account and its roles"),
        "second_step.added": _("added a second step"),
        "second_step.removed": _("removed a second step"),
        "second_step.renewed": _("renewed a second step"),
        "invitation.sent": _("sent an invitation"),
        "invitation.resent": _("sent an invitation again"),
        "invitation.revoked": _("withdrew an invitation"),
        "invitation.accepted": _("accepted an invitation"),
        "role.given": _("gave roles by invitation"),
    }
)
