"""What the mails about accounts say: one table, one template (`templates/emails/account.*`)."""

from typing import Any, NamedTuple

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
}


def context_of(prefix: str, given: dict[str, Any]) -> dict[str, Any]:
    """The template's inputs in the active language, from what allauth gives."""
    words = LETTERS[prefix]
    return {
        "subject": str(words.subject),
        "paragraphs": [str(text) for text in words.paragraphs],
        "url": str(given.get(words.url, "")) if words.url else "",
        "label": str(words.label),
    }


def register_examples() -> None:
    """The style guide shows one of them."""
    example = {"activate_url": "https://example.org/hu/account/confirm-email/Mg:1abc/"}
    mail.register_example("account", lambda: context_of("account/email/email_confirmation_signup", example))
