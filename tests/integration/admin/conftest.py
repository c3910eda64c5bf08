"""People of each role, signed in, on the small site."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from portal.accounts.models import User
from portal.core.permissions import EDITORS, MODERATORS, TRANSLATORS
from portal.services import setup
from tests.factories import SmallSite

GROUPS = {"editor": EDITORS, "moderator": MODERATORS, "translator": TRANSLATORS, "administrator": None}


@pytest.fixture
def person(site: SmallSite) -> Callable[[str], User]:
    """`person("editor")`: someone of this role, with the rights of a fresh installation."""
    setup.ensure()

    def make(role: str) -> User:
        group = GROUPS[role]
        user, _created = User.objects.get_or_create(
            email=f"{role}@ls4vet.example",
            defaults={"display_name": role.title(), "is_superuser": group is None, "is_staff": group is None},
        )
        if group:
            user.groups.set([Group.objects.get(name=group)])
        return user

    return make


@pytest.fixture
def signed_in(person: Callable[[str], User]) -> Callable[[str], Client]:
    """`signed_in("editor")`: this person's browser."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return sign_in
