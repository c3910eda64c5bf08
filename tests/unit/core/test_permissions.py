"""Who may do what: groups decide, administrators may everything, the inactive nothing."""

import pytest

from portal.core import permissions


class Person:
    is_authenticated = True

    def __init__(self, *groups, is_active=True, is_superuser=False):
        self.group_names = frozenset(groups)
        self.is_active = is_active
        self.is_superuser = is_superuser


class Nobody:
    is_authenticated = False


ALL = (permissions.may_edit_site, permissions.may_publish, permissions.may_translate)


@pytest.mark.parametrize(
    ("group", "edit", "publish", "translate"),
    [
        ("Editors", True, False, True),
        ("Moderators", True, True, True),
        ("Translators", False, False, True),
        ("Guests", False, False, False),
    ],
)
def test_each_group_has_its_rights(group, edit, publish, translate):
    assert [may(Person(group)) for may in ALL] == [edit, publish, translate]


def test_administrators_may_everything():
    assert all(may(Person(is_superuser=True)) for may in ALL)


def test_inactive_people_and_visitors_may_nothing():
    assert not any(may(Person("Moderators", is_active=False, is_superuser=True)) for may in ALL)
    assert not any(may(Nobody()) for may in ALL)
