"""People sign in by email address, whatever its case."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError, transaction

from portal.accounts.models import Organisation, OrganisationPerson, User
from tests.factories import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return User.objects.create_user("Anna.Kis@Example.org", "secret-of-anna", display_name="Anna")


@pytest.mark.parametrize("typed", ["Anna.Kis@Example.org", "anna.kis@example.org", "ANNA.KIS@EXAMPLE.ORG"])
def test_the_case_of_an_address_does_not_matter(anna, typed):
    assert authenticate(username=typed, password="secret-of-anna") == anna


@pytest.mark.parametrize(
    ("typed", "password"),
    [
        ("anna.kis@example.org", "wrong"),
        ("anna.kis@example.org", ""),
        ("nobody@example.org", "secret-of-anna"),
        ("anna.kis@example.or%", "secret-of-anna"),
        ("anna_kis@example.org", "secret-of-anna"),
        ("", "secret-of-anna"),
        ("a\x00b@example.org", "secret-of-anna"),
    ],
)
def test_others_stay_outside(anna, typed, password):
    if "\x00" in typed:  # the form refuses it; the database must not see it
        from django.contrib.auth.forms import AuthenticationForm

        assert not AuthenticationForm(data={"username": typed, "password": password}).is_valid()
        return
    assert authenticate(username=typed, password=password) is None


def test_an_inactive_person_stays_outside(anna):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert authenticate(username=anna.email, password="secret-of-anna") is None


@pytest.mark.parametrize("address", ["Anna.Kis@example.org", "anna.kis@example.org"])
def test_an_address_exists_once_whatever_its_case(anna, address):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(address, "x")
    assert User.objects.count() == 1


def test_an_address_is_needed():
    with pytest.raises(ValueError, match="needs an email address"):
        User.objects.create_user("", "x")


def test_a_user_is_no_administrator_and_an_administrator_is_one(anna):
    assert (anna.is_active, anna.is_staff, anna.is_superuser) == (True, False, False)
    chief = User.objects.create_superuser("chief@example.org", "x")
    assert (chief.is_staff, chief.is_superuser) == (True, True)


def test_the_command_line_makes_administrators(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "from-the-environment")
    call_command("createsuperuser", interactive=False, email="ops@example.org", verbosity=0)
    assert authenticate(username="OPS@example.org", password="from-the-environment").is_superuser


def test_the_shown_name_is_the_persons_choice(anna):
    assert anna.get_full_name() == str(anna) == "Anna"
    assert User(email="a@b.example", first_name="Eva", last_name="Nagy").get_full_name() == "Eva Nagy"
    assert User(email="a@b.example").get_full_name() == "a@b.example"
    assert not hasattr(User, "username") or User.username is None


def test_a_person_may_be_shown_by_role_alone():
    who = organisation("its")
    assert str(OrganisationPerson.objects.create(organisation=who, role_en="Researcher")) == "Researcher"
    assert str(OrganisationPerson.objects.create(organisation=who, name="A. B.", role_en="Researcher")) == "A. B."
    who.delete()
    assert OrganisationPerson.objects.count() == 0


def test_the_key_of_an_organisation_exists_once():
    organisation("elte")
    with pytest.raises(IntegrityError), transaction.atomic():
        organisation("elte")
    assert Organisation.objects.count() == 1
