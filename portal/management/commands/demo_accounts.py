"""`manage.py demo_accounts`: one account for each role, with random passwords that are shown once."""

import secrets
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from portal.accounts.models import User
from portal.accounts.roles import GROUPS, SiteRole
from portal.core.permissions import EDITORS, MODERATORS, TRANSLATORS
from portal.people.signals import trust_address
from portal.services import setup

# Role, address (the domain is reserved for examples, RFC 2606), name, group; None is the administrator.
ACCOUNTS = (
    ("Administrator", "administrator@ls4vet.example", "Demo administrator", None),
    ("Moderator", "moderator@ls4vet.example", "Demo moderator", MODERATORS),
    ("Editor", "editor@ls4vet.example", "Demo editor", EDITORS),
    ("Translator", "translator@ls4vet.example", "Demo translator", TRANSLATORS),
    ("Manager", "course-manager@ls4vet.example", "Demo course manager", GROUPS[SiteRole.COURSE_MANAGER]),
    ("Facilitator", "facilitator@ls4vet.example", "Demo facilitator", GROUPS[SiteRole.FACILITATOR]),
    ("Mentor", "mentor@ls4vet.example", "Demo mentor", GROUPS[SiteRole.MENTOR]),
    ("Learner", "learner@ls4vet.example", "Demo learner", GROUPS[SiteRole.LEARNER]),
)


class Command(BaseCommand):
    """Makes the missing demo accounts; with --reset gives all of them new passwords."""

    help = "Make one account for each role and print its random password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--reset` is what `make demo-passwords` calls."""
        parser.add_argument("--reset", action="store_true", help="new passwords for all demo accounts")

    @transaction.atomic
    def handle(self, *_args: Any, reset: bool, **_options: Any) -> None:
        """Print role, address and password of each account that got one."""
        setup.ensure()
        rows = [row for account in ACCOUNTS if (row := self._account(*account, reset=reset))]
        if not rows:
            return
        self.stdout.write("Demo accounts (passwords are shown only now; `make demo-passwords` sets new ones):")
        for role, email, password in rows:
            self.stdout.write(f"  {role:<14} {email:<30} {password}")

    def _account(
        self, role: str, email: str, name: str, group: str | None, *, reset: bool
    ) -> tuple[str, str, str] | None:
        user = User.objects.filter(email=email).first()
        if user and user.has_usable_password() and not reset:
            return None  # an account that the demo's cohorts have made has none yet
        password = "-".join(secrets.token_hex(2) for _part in range(4))
        if user is None:
            user = User(email=email, display_name=name, first_name=role, last_name="Demo")
            user.is_superuser = user.is_staff = group is None
        user.set_password(password)
        user.save()
        trust_address(user)
        if group:
            user.groups.set(Group.objects.filter(name=group))
        return role, email, password
