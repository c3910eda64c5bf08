"""What the actions of the audit log are called on screen. Each room adds its own when it is loaded."""

from typing import Any

from django.utils.translation import pgettext_lazy

_words: dict[str, Any] = {}


def register(words: dict[str, Any]) -> None:
    """Name actions, as below: a verb with its object; who and when stand beside it."""
    _words.update(words)


def label(action: str) -> str:
    """The words for an action; an action nobody named stands for itself."""
    return str(_words.get(action, action))


def known() -> list[tuple[str, str]]:
    """Every named action, by its words."""
    return sorted(((action, str(words)) for action, words in _words.items()), key=lambda pair: pair[1].casefold())


register(
    {
        "account.signed_in": pgettext_lazy("audit log", "signed in"),
        "account.signed_up": pgettext_lazy("audit log", "opened an account"),
        "account.password_changed": pgettext_lazy("audit log", "set a new password"),
        "account.address_changed": pgettext_lazy("audit log", "changed the email address"),
        "account.profile_changed": pgettext_lazy("audit log", "changed the profile"),
        "account.export_asked": pgettext_lazy("audit log", "asked for a copy of the data"),
        "account.deletion_asked": pgettext_lazy("audit log", "asked for the end of the account"),
        "account.deletion_taken_back": pgettext_lazy("audit log", "took the deletion of the account back"),
        "account.erased": pgettext_lazy("audit log", "deleted the account"),
        "account.made": pgettext_lazy("audit log", "made the account"),
        "account.edited": pgettext_lazy("audit log", "changed the account and its roles"),
        "second_step.added": pgettext_lazy("audit log", "added a second step"),
        "second_step.removed": pgettext_lazy("audit log", "removed a second step"),
        "second_step.renewed": pgettext_lazy("audit log", "renewed a second step"),
        "invitation.sent": pgettext_lazy("audit log", "sent an invitation"),
        "invitation.resent": pgettext_lazy("audit log", "sent an invitation again"),
        "invitation.revoked": pgettext_lazy("audit log", "withdrew an invitation"),
        "invitation.accepted": pgettext_lazy("audit log", "accepted an invitation"),
        "membership.added": pgettext_lazy("audit log", "gave a role in an organisation"),
        "membership.changed": pgettext_lazy("audit log", "changed a role in an organisation"),
        "membership.removed": pgettext_lazy("audit log", "took a role in an organisation away"),
        "role.given": pgettext_lazy("audit log", "gave roles by invitation"),
    }
)
