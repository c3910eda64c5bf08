"""The desk on the small site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import Page

from portal.accounts.models import User
from portal.core.permissions import EDITORS, TRANSLATORS
from portal.services import setup
from portal.translations.models import DeskEntry, DeskItem
from tests.factories import SmallSite
from tests.factories.translations import localized

GROUPS = {"editor": EDITORS, "translator": TRANSLATORS, "administrator": None, "nobody": ""}


@pytest.fixture
def page(site: SmallSite, committed: Any) -> Page:
    """An article whose strings are all translated and published."""
    with committed():
        localized(site("article"))
    return site("article")


@pytest.fixture
def states() -> Callable[..., dict[str, str]]:
    """`states(page)`: its state in each language, as the desk keeps it."""

    def read(page: Page) -> dict[str, str]:
        rows = DeskEntry.objects.filter(item__kind="page", item__key=str(page.translation_key))
        return dict(rows.values_list("language", "status"))

    return read


@pytest.fixture
def item(page: Page) -> DeskItem:
    """The article on the desk."""
    return DeskItem.objects.get(kind="page", key=str(page.translation_key))


@pytest.fixture
def person(site: SmallSite) -> Callable[[str], User]:
    """`person("translator")`: someone of this role; "nobody" may open the admin and nothing else."""
    setup.ensure()

    def make(role: str) -> User:
        group = GROUPS[role]
        user, _created = User.objects.get_or_create(
            email=f"{role}@ls4vet.example",
            defaults={"display_name": role.title(), "is_superuser": group is None, "is_staff": group is None},
        )
        if group:
            user.groups.set([Group.objects.get(name=group)])
        elif group == "":
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        return user

    return make


@pytest.fixture
def signed_in(person: Callable[[str], User]) -> Callable[[str], Client]:
    """`signed_in("translator")`: this person's browser."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return sign_in
