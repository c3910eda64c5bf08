"""Roles: groups of the site, memberships of organisations, and the predicates that everything asks."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.accounts import permissions
from portal.accounts.models import User
from portal.accounts.roles import GROUPS, MembershipRole, SiteRole, role_of_group, translator_role
from tests.factories import member, organisation, user

pytestmark = pytest.mark.django_db

ALL = frozenset({"en", "hu", "de", "nl"})


def in_group(name):
    person = user()
    person.groups.add(Group.objects.get(name=name))
    return person


def test_migrating_makes_a_group_for_each_role():
    assert set(GROUPS) == set(SiteRole.values)
    assert set(GROUPS.values()) <= set(Group.objects.values_list("name", flat=True))
    assert [role_of_group(GROUPS[role]) for role in GROUPS] == list(GROUPS)
    assert role_of_group("Moderators") is None


@pytest.mark.parametrize("role", SiteRole.values)
def test_a_role_is_its_own_and_no_other(role):
    person = user("", role)
    assert {other for other in SiteRole.values if permissions.has_role(person, other)} == {role}
    assert permissions.site_roles(person) == {role}
    assert permissions.is_administrator(person) == (role == "administrator")
    assert permissions.is_editor(person) == (role == "editor")
    assert permissions.is_staff(person) == (role not in ("learner", "facilitator", "mentor"))


@pytest.mark.parametrize(
    ("group", "languages"),
    [
        ("Translators", ALL - {"en"}),
        ("Translators: German", {"de"}),
        ("Translators: English", {"en"}),
        ("Administrators", ALL),
        ("Editors", set()),
        ("Moderators", set()),
        ("Learners", set()),
    ],
)
def test_who_translates_into_what(group, languages):
    assert permissions.translates(in_group(group)) == languages


def test_two_languages_add_up():
    assert permissions.translates(user("", "translator_hu", "translator_nl")) == {"hu", "nl"}
    assert translator_role("nl") == "translator_nl"


def test_moderators_are_editors_and_staff():
    person = in_group("Moderators")
    assert permissions.is_editor(person)
    assert permissions.is_staff(person)


def test_a_superuser_has_every_role_of_the_site_and_no_membership():
    chief = User.objects.create_superuser("chief@ls4vet.example", "x")
    assert permissions.site_roles(chief) == set(SiteRole.values)
    assert all(permissions.has_role(chief, role) for role in SiteRole.values)
    assert permissions.translates(chief) == ALL
    assert not any(permissions.has_role(chief, role) for role in MembershipRole.values)


def test_the_inactive_and_strangers_have_no_role():
    gone = user("", *SiteRole.values, is_active=False)
    member(gone, organisation(), MembershipRole.COORDINATOR)
    for person in (gone, AnonymousUser(), None):
        assert not any(permissions.has_role(person, role) for role in (*SiteRole.values, *MembershipRole.values))
        assert not permissions.is_administrator(person)
        assert not permissions.is_editor(person)
        assert not permissions.is_staff(person)
        assert permissions.translates(person) == permissions.site_roles(person) == frozenset()


def test_roles_in_an_organisation():
    here, there, lead = organisation("here"), organisation("there"), user()
    member(lead, here, MembershipRole.PARTNER_LEAD)
    member(user(), there, MembershipRole.QUALITY_MANAGER)
    assert permissions.has_role(lead, "partner_lead")
    assert permissions.has_role(lead, "partner_lead", here)
    assert permissions.has_role(lead, "member", here), "every role makes a member"
    assert not permissions.has_role(lead, "partner_lead", there)
    assert not permissions.has_role(lead, "member", there)
    assert not permissions.has_role(lead, "quality_manager")
    with pytest.raises(ValueError, match="boss"):
        permissions.has_role(lead, "boss")


def test_one_role_once_in_each_organisation():
    here, anna = organisation(), user()
    member(anna, here)
    member(anna, here, MembershipRole.PARTNER_LEAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        member(anna, here)


def test_predicates_ask_once(queries):
    person = user("", "editor")
    for predicate in (
        permissions.is_administrator,
        permissions.is_editor,
        permissions.translates,
        permissions.is_staff,
    ):
        fresh = User.objects.get(pk=person.pk)
        with queries() as asked:
            predicate(fresh)
            predicate(fresh)
        assert len(asked) == 1, predicate


@pytest.mark.parametrize(("name", "good"), [("Europe/Vienna", True), ("", True), ("Vienna", False), ("../etc", False)])
def test_a_time_zone_is_one(name, good):
    person = User(email="a@ls4vet.example", password="x", timezone=name)
    if good:
        person.full_clean()
    else:
        with pytest.raises(ValidationError, match="time zone"):
            person.full_clean()
