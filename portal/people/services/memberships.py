"""Who belongs to which organisation, and as what: looked after by administrators and by the organisation's lead."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.permissions import is_administrator, roles_to_give
from portal.accounts.roles import MembershipRole
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.people.choices import InvitationState
from portal.people.models import Invitation


@transaction.atomic
def add(*, user: User, organisation: Organisation, email: str, role: str) -> Membership:
    """Give somebody a role. Raises NotAllowed, and DomainError for an address that cannot be added.

    Administrators add everybody who has an account, partner leads those who are in the organisation already: who has
    an account elsewhere is not for them to find out.
    """
    _need_right(user, organisation, role)
    people = User.objects.filter(is_active=True, email__iexact=email.strip())
    if not is_administrator(user):
        people = people.filter(memberships__organisation=organisation).distinct()
    person = people.first()
    if person is None:
        raise DomainError(_("Nobody here has this address yet. Send an invitation instead."))
    membership, created = Membership.objects.get_or_create(user=person, organisation=organisation, role=role)
    if not created:
        raise DomainError(_("%(name)s has this role already.") % {"name": person.get_full_name()})
    record(actor=user, action="membership.added", target=person, data=_data(membership))
    return membership


@transaction.atomic
def change(*, user: User, membership: Membership, role: str) -> Membership:
    """Another role in place of this one. Raises NotAllowed and DomainError as `add`."""
    membership = _locked(membership)
    _need_right(user, membership.organisation, role)
    _need_hold(user, membership)
    before = membership.role
    if before == role:
        return membership
    membership.role = MembershipRole(role)
    try:
        with transaction.atomic():
            membership.save(update_fields=["role"])
    except IntegrityError:
        name = membership.user.get_full_name()
        raise DomainError(_("%(name)s has this role already.") % {"name": name}) from None
    _end_invitations(user, membership, by_them=before == MembershipRole.PARTNER_LEAD)
    record(actor=user, action="membership.changed", target=membership.user, data={**_data(membership), "was": before})
    return membership


@transaction.atomic
def remove(*, user: User, membership: Membership) -> None:
    """Take a role away, at once; with it go open invitations that rest on it. Raises NotAllowed."""
    membership = _locked(membership)
    _need_hold(user, membership)
    data, person = _data(membership), membership.user
    left = person.memberships.filter(organisation=membership.organisation).exclude(pk=membership.pk)
    _end_invitations(
        user, membership, by_them=membership.role == MembershipRole.PARTNER_LEAD, to_them=not left.exists()
    )
    membership.delete()
    record(actor=user, action="membership.removed", target=person, data=data)


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    found = rows.filter(pk=membership.pk).first()
    if found is None:
        raise DomainError(_("Somebody else has just taken this role away."))
    return found


def _end_invitations(user: User, membership: Membership, *, by_them: bool, to_them: bool = False) -> None:
    """Invitations that somebody sent as a lead, or could come back by, end with the role."""
    person = membership.user
    waiting = Invitation.objects.filter(organisation=membership.organisation, state=InvitationState.SENT)
    ending = set(waiting.filter(invited_by=person)) if by_them and not is_administrator(person) else set()
    ending |= set(waiting.to(person.email)) if to_them else set()
    for invitation in ending:
        invitation.state = InvitationState.REVOKED
        invitation.save(update_fields=["state"])
        record(actor=user, action="invitation.revoked", target=invitation)


def _need_right(user: User, organisation: Organisation, role: str) -> None:
    if role not in roles_to_give(user, organisation):
        raise NotAllowed(_("You may not give this role in this organisation."))


def _need_hold(user: User, membership: Membership) -> None:
    """Nobody takes away what they could not give; leads keep their own role until somebody else ends it."""
    if membership.role not in roles_to_give(user, membership.organisation):
        raise NotAllowed(_("You may not take this role away in this organisation."))
    if is_own_lead(user, membership):
        raise NotAllowed(_("You cannot take your own lead away. Ask an administrator."))


def is_own_lead(user: User, membership: Membership) -> bool:
    """Whether somebody who is no administrator would end their own lead."""
    mine = membership.user_id == user.pk and membership.role == MembershipRole.PARTNER_LEAD
    return mine and not is_administrator(user)


def _data(membership: Membership) -> dict[str, str]:
    return {"organisation": membership.organisation.key, "role": membership.role}
