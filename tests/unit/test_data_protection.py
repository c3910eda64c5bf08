"""The page on data protection says what the code does: every part of a copy, every period."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.accounts import personal_data
from portal.people.models.data import EXPORT_DAYS
from portal.people.models.invitation import DAYS as INVITATION_DAYS
from portal.services.newsletter import DAYS_TO_CONFIRM

PAGE = (Path(settings.BASE_DIR) / "docs" / "data-protection.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")]
SETTINGS = ("CONTACT_KEEP_DAYS", "REGISTRATION_KEEP_DAYS", "MAIL_KEEP_DAYS")


def row(words: str) -> str:
    """The only line of a table that holds these words."""
    (found,) = [line for line in ROWS if words in line]
    return found


def test_every_part_of_a_persons_copy_is_described():
    described = {name for line in ROWS for name in re.findall(r"^\| `(\w+)`:", line)}
    assert described == {part.name for part in personal_data.parts()}


@pytest.mark.parametrize("name", SETTINGS)
def test_periods_that_can_be_set_are_told_with_their_value(name: str):
    assert f"{getattr(settings, name)} days" in row(f"`{name}`")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("copy of one's data", EXPORT_DAYS),
        ("| `news`:", DAYS_TO_CONFIRM),
        ("invitations", INVITATION_DAYS),
        ("uploads that are not complete", settings.FILES_UPLOAD_HOURS // 24),
        ("sessions (", settings.SESSION_COOKIE_AGE // 86_400),
    ],
)
def test_periods_of_the_code_are_told(words: str, days: int):
    assert f"{days} days" in row(words)


def test_every_setting_that_keeps_something_for_days_is_told():
    kept = {name for name in dir(settings) if name.endswith("_KEEP_DAYS")}
    assert {name for name in kept if f"`{name}`" not in PAGE} == set()
