"""People with confirmed addresses, their browsers, and the mails they get."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from portal.accounts.models import User
from portal.people.signals import trust_address
from tests.factories import user

PASSWORD = "three-tired-teachers"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def account() -> Callable[..., User]:
    """`account("anna@…", "editor")`: a person who can sign in with PASSWORD."""

    def make(email: str = "", *roles: str, **values: object) -> User:
        person = user(email, *roles, password=PASSWORD, **values)
        trust_address(person)
        return person

    return make


@pytest.fixture
def inside() -> Callable[[User], Client]:
    """This person's browser, signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def with_app(person: User) -> User:
    """This person has an authenticator app."""
    TOTP.activate(person, SECRET)
    return person


def code() -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def last_link() -> str:
    """The address in the newest mail."""
    return re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body).group(1)


def steps(person: User) -> set[str]:
    """The kinds of second step a person has."""
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
