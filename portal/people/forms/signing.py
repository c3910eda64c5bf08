"""allauth's forms in the site's words: labels above, hints beneath, nothing that only looks like a label."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

ADDRESS = (_("Email address"), "")
PASSWORD_HINT = _("At least ten characters. Three or four words that only you would put together are best.")
CODE_HINT = _("Six digits from your authenticator app, or one of your recovery codes.")


class OurWords:
    """Sets labels and hints by field name, drops placeholders, keeps the browser from judging in its own words."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label, field.help_text = self.words.get(name, (field.label, field.help_text))
            field.widget.attrs.pop("placeholder", None)
            if "code" in name:
                field.widget.attrs["inputmode"] = "numeric"


class LoginForm(OurWords, account.LoginForm):
    """Email address and password."""

    words = {"login": ADDRESS, "password": (_("Password"), ""), "remember": (_("Keep me signed in for two weeks"), "")}


class SignupForm(OurWords, account.SignupForm):
    """A new account."""

    field_order = ("display_name", "email", "password1")
    words = {
        "display_name": (_("Name as shown"), _("How others see you, for example in a course or a group.")),
        "email": (_("Email address"), _("You sign in with it. We send a link to make sure that it is yours.")),
        "password1": (_("Password"), PASSWORD_HINT),
    }

    def try_save(self, request: HttpRequest) -> Any:
        """An address in use takes as long as a new one: its password is hashed too, for nobody."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """Ask for a link."""

    words = {"email": ADDRESS}


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    """A new password by link."""

    words = {"password1": (_("New password"), PASSWORD_HINT), "password2": (_("The same once more"), "")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """Another password."""

    words = {
        "oldpassword": (_("Current password"), ""),
        "password1": (_("New password"), PASSWORD_HINT),
        "password2": (_("The same once more"), ""),
    }


class SetPasswordForm(OurWords, account.SetPasswordForm):
    """A first password."""

    words = {"password1": (_("New password"), PASSWORD_HINT), "password2": (_("The same once more"), "")}


class AddEmailForm(OurWords, account.AddEmailForm):
    """Another address."""

    words = {"email": (_("New email address"), _("We send a link to it. Until you follow it, the old one stays."))}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    """Before something that matters."""

    words = {"password": (_("Password"), "")}


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    """The second step."""

    words = {"code": (_("Code"), CODE_HINT)}


class MFAReauthenticateForm(OurWords, mfa.ReauthenticateForm):
    """Before something that matters, with a code."""

    words = {"code": (_("Code"), CODE_HINT)}


class ActivateForm(OurWords, ActivateTOTPForm):
    """Proof that the app works."""

    words = {"code": (_("Code"), _("The six digits that the app shows now."))}


class AddPasskeyForm(OurWords, AddWebAuthnForm):
    """A passkey; without a password where the device can check who holds it."""

    words = {
        "name": (_("Name of the passkey"), _("So that you know it again: “my phone”, “blue key”.")),
        "passwordless": (
            _("Sign in with it alone, without a password"),
            _("The device then asks for a fingerprint, your face or a PIN."),
        ),
    }


class RenamePasskeyForm(OurWords, EditWebAuthnForm):
    """Another name."""

    words = {"name": (_("Name of the passkey"), "")}
