"""What the mails about accounts say: one table, one template (`templates/emails/account.*`)."""

from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core import mail


class Words(NamedTuple):
    """Subject, paragraphs, and what the button says; `url` names the entry of the context it leads to."""

    subject: Any
    paragraphs: tuple[Any, ...]
    label: Any = ""
    url: str = ""


NOT_YOU = _("If that wasn’t you, set a new password at once and sign out everywhere else under “Sessions”.")
LETTERS: dict[str, Words] = {
    "account/email/email_confirmation_signup": Words(
        _("Confirm your email address"),
        (
            _("Someone, we hope you, has opened an account with this address."),
            _("The link works for three days. If it wasn’t you, do nothing: without it nobody can sign in."),
        ),
        _("Confirm the address"),
        "activate_url",
    ),
    "account/email/email_confirmation": Words(
        _("Confirm your new email address"),
        (_("This address is to become the one you sign in with. The link works for three days."),),
        _("Confirm the address"),
        "activate_url",
    ),
    "account/email/account_already_exists": Words(
        _("You have an account already"),
        (
            _("Someone, perhaps you, wanted to open an account with this address, but there is one."),
            _("If you have forgotten the password, set a new one. Otherwise there is nothing to do."),
        ),
        _("Set a new password"),
        "password_reset_url",
    ),
    "account/email/unknown_account": Words(
        _("There is no account with this address"),
        (
            _("Someone, perhaps you, asked for a new password, but no account has this address."),
            _("Perhaps you signed up with another address? Otherwise there is nothing to do."),
        ),
        _("Open an account"),
        "signup_url",
    ),
    "account/email/password_reset_key": Words(
        _("Set a new password"),
        (
            _("You, or someone else, asked for a new password for your account."),
            _("The link works once and for one day. If it wasn’t you, do nothing: your password stays as it is."),
        ),
        _("Set a new password"),
        "password_reset_url",
    ),
    "account/email/password_changed": Words(_("Your password was changed"), (NOT_YOU,)),
    "account/email/password_set": Words(_("Your password was set"), (NOT_YOU,)),
    "account/email/password_reset": Words(_("Your password was set anew"), (NOT_YOU,)),
    "account/email/email_changed": Words(_("Your email address was changed"), (NOT_YOU,)),
    "account/email/email_confirm": Words(_("Your email address was confirmed"), (NOT_YOU,)),
    "account/email/email_deleted": Words(_("An email address was removed from your account"), (NOT_YOU,)),
    "mfa/email/totp_activated": Words(_("An authenticator app was added to your account"), (NOT_YOU,)),
    "mfa/email/totp_deactivated": Words(_("The authenticator app was removed from your account"), (NOT_YOU,)),
    "mfa/email/webauthn_added": Words(_("A passkey was added to your account"), (NOT_YOU,)),
    "mfa/email/webauthn_removed": Words(_("A passkey was removed from your account"), (NOT_YOU,)),
    "mfa/email/recovery_codes_generated": Words(_("You have new recovery codes"), (NOT_YOU,)),
    "people/export_ready": Words(
        _("The copy of your data is ready"),
        (_("Everything the site knows about you lies in one file. Fetch it within a week; then it is deleted."),),
        _("Fetch the file"),
        "url",
    ),
    "people/deletion_asked": Words(
        _("Your account will be deleted"),
        (
            _("You asked for the end of your account. It is deleted on %(date)s."),
            _("Until then you can sign in and take that back. If it wasn’t you, do so now and set a new password."),
        ),
        _("See or take back"),
        "url",
    ),
    "people/deletion_taken_back": Words(
        _("Your account stays"), (_("The deletion of your account was taken back. Nothing is lost."),)
    ),
    "people/deletion_done": Words(
        _("Your account is deleted"),
        (
            _("What was yours is gone. Work you shared with others stays with them, without your address."),
            _("This is the last mail about this account."),
        ),
    ),
    "people/invitation": Words(
        _("%(who)s invites you to %(project)s"),
        (
            _("You are invited as: %(roles)s."),
            _("The link is meant for you alone. It works once, until %(date)s."),
            _("If you do not want to join, do nothing: no account is made."),
        ),
        _("Accept the invitation"),
        "url",
    ),
}


def context_of(prefix: str, given: dict[str, Any]) -> dict[str, Any]:
    """The template's inputs in the active language; `given` fills what the words leave open."""
    words = LETTERS[prefix]
    return {
        "subject": _filled(words.subject, given),
        "paragraphs": [_filled(text, given) for text in words.paragraphs],
        "url": str(given.get(words.url, "")) if words.url else "",
        "label": str(words.label),
    }


def absolute(path: str) -> str:
    """An address that works outside the site."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def register_examples() -> None:
    """The style guide shows one of them."""
    example = {"activate_url": "https://example.org/hu/account/confirm-email/Mg:1abc/"}
    mail.register_example("account", lambda: context_of("account/email/email_confirmation_signup", example))


def _filled(text: Any, given: dict[str, Any]) -> str:
    """Words whose open places are filled; people's own words never open new ones."""
    return str(text) % given if "%(" in str(text) else str(text)
