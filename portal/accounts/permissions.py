"""Small predicates about a person, used by services, views, menus and templates alike. Each asks at most once."""

from typing import Any

from django.conf import settings

from portal.accounts.roles import (
    GROUPS,
    MODERATORS,
    STAFF_ROLES,
    TRANSLATORS,
    MembershipRole,
    SiteRole,
    translator_role,
)


def is_administrator(user: Any) -> bool:
    """Looks after people, roles and the audit log."""
    return has_role(user, SiteRole.ADMINISTRATOR)


def is_editor(user: Any) -> bool:
    """Writes and changes pages; moderators do so as well."""
    return _in_groups(user, GROUPS[SiteRole.EDITOR], MODERATORS)


def translates(user: Any) -> frozenset[str]:
    """The languages this person may translate into.

    Administrators may all, "Translators" all but the source language, the others theirs.
    """
    if not _is_active(user):
        return frozenset()
    languages = [code for code, _name in settings.LANGUAGES]
    if user.is_superuser:
        return frozenset(languages)
    groups = group_names(user)
    if GROUPS[SiteRole.ADMINISTRATOR] in groups:
        return frozenset(languages)
    own = {code for code in languages if GROUPS[translator_role(code)] in groups}
    return frozenset(own | (set(languages) - {settings.LANGUAGE_CODE} if TRANSLATORS in groups else set()))


def has_role(user: Any, role: str, organisation: Any = None) -> bool:
    """Whether an active person has this role of the site or, with or without `organisation`, of an organisation.

    Superusers have every role of the site; a role in an organisation is a fact that nobody has by right.
    """
    if not _is_active(user):
        return False
    if role in GROUPS:
        return _in_groups(user, GROUPS[role])
    memberships = user.memberships.all()
    if role != MembershipRole.MEMBER:
        memberships = memberships.filter(role=MembershipRole(role))
    if organisation is not None:
        memberships = memberships.filter(organisation=organisation)
    return memberships.exists()


def roles_to_give(user: Any, organisation: Any) -> frozenset[str]:
    """The roles of an organisation that this person may give to others there, and take away.

    Administrators all; partner leads what they have themselves, and "member". Nobody but administrators makes
    coordinators.
    """
    if is_administrator(user):
        return frozenset(MembershipRole.values)
    if not _is_active(user):
        return frozenset()
    own = set(user.memberships.filter(organisation=organisation).values_list("role", flat=True))
    if MembershipRole.PARTNER_LEAD not in own:
        return frozenset()
    return frozenset((own | {MembershipRole.MEMBER.value}) - {MembershipRole.COORDINATOR.value})


def leads_somewhere(user: Any) -> bool:
    """Whether this person looks after the people of at least one organisation."""
    return is_administrator(user) or has_role(user, MembershipRole.PARTNER_LEAD)


def site_roles(user: Any) -> frozenset[str]:
    """All roles of the site in one query."""
    if not _is_active(user):
        return frozenset()
    if user.is_superuser:
        return frozenset(GROUPS)
    groups = group_names(user)
    return frozenset(role for role, group in GROUPS.items() if group in groups)


def is_staff(user: Any) -> bool:
    """Whether this person may change what others read or see others' data, and so needs a second step to sign in."""
    if not _is_active(user):
        return False
    names = {GROUPS[role] for role in STAFF_ROLES} | {MODERATORS, TRANSLATORS}
    return user.is_superuser or user.is_staff or bool(names & group_names(user))


def group_names(user: Any) -> frozenset[str]:
    """The groups of a person."""
    return getattr(user, "group_names", frozenset())


def _in_groups(user: Any, *names: str) -> bool:
    return _is_active(user) and (user.is_superuser or not group_names(user).isdisjoint(names))


def _is_active(user: Any) -> bool:
    return bool(user and user.is_authenticated and user.is_active)
