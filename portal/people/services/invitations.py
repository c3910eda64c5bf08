"""Asking people to join: sent, sent again, withdrawn, accepted."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.permissions import is_administrator, roles_to_give
from portal.accounts.roles import GROUPS, MembershipRole, SiteRole
from portal.core import mail
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import ProjectSettings
from portal.people.choices import InvitationState
from portal.people.errors import InvitationGone, InvitationUnknown, NotForYou
from portal.people.letters import absolute, context_of
from portal.people.models import Invitation
from portal.people.models.invitation import VALID, digest
from portal.people.pasted import Row
from portal.people.signals import trust_address


@dataclass(frozen=True)
class Offer:
    """What an invitation gives."""

    language: str
    roles: Sequence[str] = ()
    organisation: Organisation | None = None
    membership: str = ""

    def __post_init__(self) -> None:
        """Refuse roles that do not exist, and half a membership."""
        for role in self.roles:
            SiteRole(role)
        if bool(self.organisation) != bool(self.membership):
            raise DomainError(_("An organisation and a role there belong together."))
        if self.membership:
            MembershipRole(self.membership)


@dataclass(frozen=True)
class Verdict:
    """What would happen, or has happened, with one row of a list. `kind` is ok, known, skipped or bad."""

    row: Row
    kind: str
    words: str
    invitation: Invitation | None = field(default=None, compare=False)


def look_at(rows: Iterable[Row], *, user: User, now: datetime | None = None) -> list[Verdict]:
    """Say of each row what sending would do; changes nothing and asks twice whatever the length.

    Who has an account is said to administrators alone.
    """
    rows = list(rows)
    emails = {row.email.lower() for row in rows if row.email}
    waiting = Invitation.objects.open(now or timezone.now()).values_list("email", flat=True)
    invited = {email.lower() for email in waiting} & emails
    known: set[str] = set()
    if is_administrator(user):
        people = User.objects.filter(is_active=True).values_list("email", flat=True)
        known = {email.lower() for email in people} & emails
    return [_verdict(row, invited, known) for row in rows]


def invite_all(*, user: User, rows: Iterable[Row], offer: Offer) -> list[Verdict]:
    """Send what can be sent; a row that fails leaves the others alone. Raises NotAllowed."""
    _need_right(user, offer)
    report = []
    for verdict in look_at(rows, user=user):
        if verdict.kind in ("ok", "known"):
            try:
                invitation = invite(user=user, email=verdict.row.email, name=verdict.row.name, offer=offer)
                verdict = Verdict(verdict.row, "ok", _("invited"), invitation)
            except DomainError as problem:
                verdict = Verdict(verdict.row, "bad", str(problem))
        report.append(verdict)
    return report


@transaction.atomic
def invite(*, user: User, email: str, name: str = "", offer: Offer, now: datetime | None = None) -> Invitation:
    """Invite one person. Raises NotAllowed, and DomainError where an open invitation waits."""
    _need_right(user, offer)
    now = now or timezone.now()
    earlier = Invitation.objects.select_for_update().to(email).filter(state=InvitationState.SENT)
    for invitation in earlier:
        if invitation.expires_at > now:
            raise DomainError(_("An invitation to this address is open already."))
        invitation.state = InvitationState.REVOKED  # its time was over; the new one takes its place
        invitation.save(update_fields=["state"])
    invitation = Invitation(
        email=email,
        name=name,
        language=offer.language,
        roles=sorted(offer.roles),
        organisation=offer.organisation,
        membership=offer.membership,
        invited_by=user,
    )
    _send(invitation, now)
    data = {"roles": invitation.roles, "membership": invitation.membership}
    record(actor=user, action="invitation.sent", target=invitation, data=data)
    return invitation


@transaction.atomic
def resend(*, user: User, invitation: Invitation, now: datetime | None = None) -> Invitation:
    """Send a new link, also where the time is over; the old link ends. Raises DomainError, NotAllowed."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    _need_right(user, _offer(invitation))
    if invitation.state != InvitationState.SENT:
        raise DomainError(_("Only an invitation that waits can be sent again."))
    _send(invitation, now or timezone.now())
    record(actor=user, action="invitation.resent", target=invitation)
    return invitation


@transaction.atomic
def revoke(*, user: User, invitation: Invitation, why: str = "") -> Invitation:
    """Withdraw an invitation that waits. Raises DomainError, NotAllowed."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    _need_right(user, _offer(invitation))
    if invitation.state != InvitationState.SENT:
        raise DomainError(_("Only an invitation that waits can be withdrawn."))
    invitation.state = InvitationState.REVOKED
    invitation.save(update_fields=["state"])
    record(actor=user, action="invitation.revoked", target=invitation, why=why)
    return invitation


def find(token: str, *, now: datetime | None = None) -> Invitation:
    """The invitation a link opens. Raises InvitationUnknown, or InvitationGone with the reason."""
    invitation = Invitation.objects.filter(key=digest(token)).select_related("organisation", "invited_by").first()
    if invitation is None:
        raise InvitationUnknown(_("This link is not complete, or a newer invitation has replaced it."))
    if invitation.state == InvitationState.ACCEPTED:
        raise InvitationGone(_("This invitation has been accepted already. Sign in with your account."))
    if invitation.state == InvitationState.REVOKED:
        raise InvitationGone(_("This invitation has been withdrawn. Ask the person who invited you."))
    if invitation.expires_at <= (now or timezone.now()):
        raise InvitationGone(_("This invitation is too old. Ask the person who invited you for a new one."))
    return invitation


@transaction.atomic
def accept(*, user: User, token: str, now: datetime | None = None) -> Invitation:
    """Give the person what they are invited to. Raises InvitationUnknown, InvitationGone, NotForYou."""
    Invitation.objects.select_for_update().filter(key=digest(token)).first()
    invitation = find(token, now=now)
    if invitation.email.casefold() != user.email.casefold():
        raise NotForYou(_("This invitation is for another address than the one you are signed in with."))
    user.groups.add(*(Group.objects.get_or_create(name=GROUPS[role])[0] for role in invitation.roles))
    if invitation.organisation:
        Membership.objects.get_or_create(user=user, organisation=invitation.organisation, role=invitation.membership)
    trust_address(user)
    invitation.state, invitation.accepted_by = InvitationState.ACCEPTED, user
    invitation.save(update_fields=["state", "accepted_by"])
    record(actor=user, action="invitation.accepted", target=invitation)
    given = {"roles": invitation.roles, "membership": invitation.membership, "invitation": invitation.pk}
    record(actor=invitation.invited_by, action="role.given", target=user, data=given)
    return invitation


@transaction.atomic
def join(*, token: str, display_name: str, password: str) -> User:
    """Open an account and accept. Raises as `accept`, and DomainError where the address has an account."""
    invitation = find(token)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise DomainError(_("There is an account with this address. Sign in to accept the invitation."))
    language = translation.get_language() or invitation.language
    user = User.objects.create_user(invitation.email, password, display_name=display_name, language=language)
    accept(user=user, token=token)
    return user


def _send(invitation: Invitation, now: datetime) -> None:
    token = secrets.token_urlsafe(32)
    invitation.key, invitation.sent_at, invitation.expires_at = digest(token), now, now + VALID
    invitation.save()
    with translation.override(invitation.language):
        mail.send(
            "account",
            to=invitation.email,
            language=invitation.language,
            context=context_of("people/invitation", _words(invitation, token)),
        )


def _words(invitation: Invitation, token: str) -> dict[str, Any]:
    project = ProjectSettings.objects.first()
    roles = ", ".join(invitation.role_labels()) or _("reader with an account")
    where = f" ({invitation.organisation.name})" if invitation.organisation else ""
    return {
        "who": invitation.invited_by.get_full_name(),
        "project": project.acronym if project else "LS4VET",
        "roles": roles + where,
        "date": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        "url": absolute(reverse("people:invitation", args=[token])),
    }


def _verdict(row: Row, invited: set[str], known: set[str]) -> Verdict:
    if not row.email:
        return Verdict(row, "bad", _("no email address that could be right"))
    if row.twin:
        return Verdict(row, "skipped", _("the same as row %(number)s") % {"number": row.twin})
    if row.email.lower() in invited:
        return Verdict(row, "skipped", _("has an open invitation already"))
    if row.email.lower() in known:
        return Verdict(row, "known", _("has an account; gets the roles after accepting"))
    return Verdict(row, "ok", _("will be invited"))


def _offer(invitation: Invitation) -> Offer:
    return Offer(invitation.language, invitation.roles, invitation.organisation, invitation.membership)


def _need_right(user: User, offer: Offer) -> None:
    """Administrators offer everything; partner leads what they may give in their own organisation."""
    if is_administrator(user):
        return
    if offer.roles or offer.organisation is None:
        raise NotAllowed(_("Only administrators invite people."))
    if offer.membership not in roles_to_give(user, offer.organisation):
        raise NotAllowed(_("You may not give this role in this organisation."))
