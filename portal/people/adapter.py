"""What allauth asks the site: where to go, what to say, how to send mail, what may be taken away."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.permissions import is_staff
from portal.core import mail
from portal.core.models import ProjectSettings
from portal.people.letters import LETTERS, context_of


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("Address and password do not belong together. Mind upper and lower case."),
        "email_taken": _("This address cannot be used here. Choose another one."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is your address already."),
        "enter_current_password": _("The current password is not right."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right. It changes every half minute: type the newest."),
        "invalid_or_expired_key": _("This link is no longer valid."),
        "invalid_password_reset": _("This link is no longer valid. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or set a new password."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "unverified_primary_email": _("Confirm your email address first."),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new person has a name to be shown and the language of the page they came from."""
        user.display_name = form.cleaned_data.get("display_name", "")
        user.language = translation.get_language() or ""
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Those who work in the admin go there, the others to their own page, in their language."""
        user: Any = request.user
        if user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        with translation.override(user.language or translation.get_language()):
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the reader's language."""
        return f"/{translation.get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page about the password."""
        return reverse("account_change_password")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the site's own post office, in the person's language."""
        user = context.get("user")
        if not isinstance(user, User):
            address = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
            user = address.user if address else User.objects.filter(email__iexact=email).first()
        known = dict(settings.LANGUAGES)
        language = user.language if user and user.language in known else translation.get_language()
        with translation.override(language):
            mail.send("account", to=email, language=language or "", context=context_of(template_prefix, context))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Say that something about the account changed, where we have words for it."""
        if template_prefix in LETTERS:
            super().send_notification_mail(template_prefix, user, context, email)


class MFAAdapter(DefaultMFAAdapter):
    """The second step."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Add another one before you take this one away."
        ),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
        "incorrect_code": _("The code is not right. It changes every half minute: type the newest."),
        "unverified_email": _("Confirm your email address first."),
        "add_email_blocked": _("Take the second step away before you add an address."),
    }

    def get_totp_issuer(self) -> str:
        """The project's name, as authenticator apps show it."""
        return ProjectSettings.for_request(current.request).acronym or settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """A name to begin with; people change it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return translation.gettext("Passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one second step; recovery codes alone are none."""
        if not settings.STAFF_SECOND_STEP or not is_staff(authenticator.user):
            return True
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        real = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user=authenticator.user, type__in=real).exclude(pk=authenticator.pk)
        return others.exists()
