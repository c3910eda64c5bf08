"""What follows from signing in and up: entries in the audit log, and an address that needs no proof."""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.db.models.signals import post_save

from portal.accounts.models import User
from portal.core.audit import record


def connect() -> None:
    """Called once, when the app is ready."""
    post_save.connect(_trust_superusers, sender=User, dispatch_uid="people-superuser")
    auth.user_logged_in.connect(_signed_in, dispatch_uid="people-signed-in")
    account.user_signed_up.connect(_signed_up, dispatch_uid="people-signed-up")
    account.password_changed.connect(_password_changed, dispatch_uid="people-password-changed")
    account.password_reset.connect(_password_changed, dispatch_uid="people-password-reset")
    account.email_changed.connect(_email_changed, dispatch_uid="people-email-changed")
    mfa.authenticator_added.connect(_step_added, dispatch_uid="people-step-added")
    mfa.authenticator_removed.connect(_step_removed, dispatch_uid="people-step-removed")
    mfa.authenticator_reset.connect(_step_renewed, dispatch_uid="people-step-renewed")


def trust_address(user: User) -> None:
    """Store the person's address as confirmed: made on the command line, or proved by an invitation."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).update(primary=False)
    address = EmailAddress.objects.filter(user=user, email__iexact=user.email).first()
    address = address or EmailAddress(user=user, email=user.email.lower())
    address.verified = address.primary = True
    address.save()


def _trust_superusers(instance: User, created: bool, raw: bool, **_: Any) -> None:
    if created and not raw and instance.is_superuser:
        trust_address(instance)


def _signed_in(user: User, **_: Any) -> None:
    record(actor=user, action="account.signed_in", target=user)


def _signed_up(user: User, **_: Any) -> None:
    record(actor=user, action="account.signed_up", target=user)


def _password_changed(user: User, **_: Any) -> None:
    record(actor=user, action="account.password_changed", target=user)


def _email_changed(user: User, **_: Any) -> None:
    record(actor=user, action="account.address_changed", target=user)


def _step_added(user: User, authenticator: Any, **_: Any) -> None:
    record(actor=user, action="second_step.added", target=user, data={"kind": authenticator.type})


def _step_removed(user: User, authenticator: Any, **_: Any) -> None:
    record(actor=user, action="second_step.removed", target=user, data={"kind": authenticator.type})


def _step_renewed(user: User, authenticator: Any, **_: Any) -> None:
    record(actor=user, action="second_step.renewed", target=user, data={"kind": authenticator.type})
