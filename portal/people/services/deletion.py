"""The end of an account: asked for, waited for, done. The row stays, empty, so that shared work keeps its author."""

import logging
import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts import personal_data
from portal.accounts.models import User
from portal.accounts.permissions import is_administrator
from portal.accounts.roles import GROUPS, SiteRole
from portal.core import mail
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.people.letters import absolute, context_of
from portal.people.models import AccountDeletion
from portal.people.models.data import GRACE

logger = logging.getLogger(__name__)


@transaction.atomic
def ask(*, user: User, keep_name: bool = False, now: datetime | None = None) -> AccountDeletion:
    """Set the day. Asked again, the day stays and the wish about the name is renewed.

    Raises DomainError for the last administrator.
    """
    _refuse_last_administrator(user)
    due = (now or timezone.now()) + GRACE
    deletion, created = AccountDeletion.objects.get_or_create(
        user=user, defaults={"due_at": due, "keep_name": keep_name}
    )
    if not created:
        deletion.keep_name = keep_name
        deletion.save(update_fields=["keep_name"])
        return deletion
    record(actor=user, action="account.deletion_asked", target=user, data={"due": deletion.due_at})
    _write_to(user, "people/deletion_asked", deletion)
    return deletion


@transaction.atomic
def take_back(*, user: User) -> bool:
    """Keep the account after all. True when there was something to take back."""
    number, _rows = AccountDeletion.objects.filter(user=user).delete()
    if number:
        record(actor=user, action="account.deletion_taken_back", target=user)
        _write_to(user, "people/deletion_taken_back")
    return bool(number)


def erase_due(*, now: datetime | None = None) -> int:
    """Delete the accounts whose grace is over, each in its own transaction. Returns how many.

    Where a room fails, that account stays whole and is tried again; the others go.
    """
    now = now or timezone.now()
    due = list(AccountDeletion.objects.filter(due_at__lte=now).values_list("pk", flat=True))
    return sum(_erase_one(pk, now) for pk in due)


def _erase_one(pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            wish = AccountDeletion.objects.select_for_update().filter(pk=pk, due_at__lte=now).first()
            if wish is None:
                return False
            _erase(wish.user, keep_name=wish.keep_name, actor=None)
    except Exception:
        logger.exception("account deletion %s failed", pk)
        return False
    return True


@transaction.atomic
def erase(*, user: User, person: User) -> None:
    """An administrator deletes somebody's account at once. Raises NotAllowed, DomainError."""
    if not is_administrator(user):
        raise NotAllowed(_("Only administrators delete other people’s accounts."))
    _refuse_last_administrator(person)
    _erase(person, keep_name=False, actor=user)


def _erase(person: User, *, keep_name: bool, actor: User | None) -> None:
    address, language = person.email, person.language
    for part in personal_data.parts():
        part.erase(person)
    forget_sign_in(person)
    person.groups.clear()
    person.user_permissions.clear()
    person.memberships.all().delete()
    AccountDeletion.objects.filter(user=person).delete()
    person.email = f"former-{person.pk}-{secrets.token_hex(4)}@deleted.invalid"
    person.display_name = person.get_full_name() if keep_name and person.display_name else ""
    person.first_name = person.last_name = person.timezone = person.language = ""
    person.mail_off, person.last_login = [], None
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased_at = timezone.now()
    person.set_unusable_password()
    person.save()
    record(actor=actor, action="account.erased", target=person)
    with translation.override(language or translation.get_language()):
        context = context_of("people/deletion_done", {})
        mail.send("account", to=address, language=translation.get_language() or "", context=context)


def forget_sign_in(person: User) -> None:
    """Sign out everywhere; forget addresses and second steps."""
    for session in UserSession.objects.filter(user=person):
        SessionStore(session.session_key).delete()
        session.delete()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()


def _refuse_last_administrator(person: User) -> None:
    if not is_administrator(person):
        return
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    group = GROUPS[SiteRole.ADMINISTRATOR]
    if not others.filter(is_superuser=True).exists() and not others.filter(groups__name=group).exists():
        raise DomainError(_("This is the only administrator. Make somebody else one first."))


def _write_to(user: User, letter: str, deletion: AccountDeletion | None = None) -> None:
    with translation.override(user.language or translation.get_language()):
        due = date_format(timezone.localtime(deletion.due_at), "DATE_FORMAT") if deletion else ""
        given = {"url": absolute(reverse("people:data")), "date": due}
        mail.send("account", to=user, context=context_of(letter, given))
