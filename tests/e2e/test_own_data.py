"""One's own data in a real browser: a copy that can be opened, an account that ends and one that stays."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .seed import manage
from .server import DemoSite
from .test_accounts import good, main_button, prove, sign_in, visitor

PASSWORD = "harom-faradt-tanar"
MAKE = """
from portal.accounts.models import User
from portal.core.audit import record
from portal.people.signals import trust_address
person = User.objects.create_user("{email}", "{password}", display_name="{name}", language="{language}")
trust_address(person)
record(actor=person, action="work.shared", target=person)
"""
WORKER = ("db_worker", "--batch", "--backend", "background", "--interval", "0")
WEEK = """
from django.core.management import call_command
from datetime import timedelta
from django.utils import timezone
from portal.people.models import AccountDeletion
AccountDeletion.objects.update(due_at=timezone.now() {})
call_command("tidy_people")
"""
LAST_MAIL = """
from portal.mail.models import OutgoingMail
print(OutgoingMail.objects.filter(to__iexact="{email}").latest("pk").subject)
"""


@pytest.fixture
def anna(own_site: DemoSite, browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, str]]:
    """A Hungarian teacher on her own page, and her address."""
    email = f"{tmp_path.name.replace('_', '-')}@ls4vet.example"
    own_site.shell(MAKE.format(email=email, name=name_of(email), password=PASSWORD, language="hu"))
    with visitor(browser, "hu-HU") as page:
        sign_in(page, own_site, email, PASSWORD, "hu")
        expect(page).to_have_url(f"{own_site.url}/hu/account/")
        yield page, email


def name_of(email: str) -> str:
    """A name that nobody else has."""
    return email.split("@")[0].replace("-", " ").title()


def ask_for_the_end(page: Page, site: DemoSite) -> None:
    """Your data, delete, prove, confirm."""
    page.goto(f"{site.url}/hu/account/data/")
    page.locator("main a[href='/hu/account/data/delete/']").click()
    prove(page, PASSWORD)
    good(page)
    main_button(page)
    expect(page).to_have_url(f"{site.url}/hu/account/data/")
    expect(page.locator("form[action='/hu/account/data/keep/'] button")).to_be_visible()
    good(page)


def test_a_copy_is_made_downloaded_and_opened(own_site: DemoSite, anna: tuple[Page, str], tmp_path: Path):
    page, email = anna
    page.goto(f"{own_site.url}/hu/account/data/")
    page.locator("form[action='/hu/account/data/copy/'] button").click()
    if "/reauthenticate/" in page.url:
        prove(page, PASSWORD)
        page.locator("form[action='/hu/account/data/copy/'] button").click()
    expect(page.locator("main a[href^='/private/']")).to_have_count(0)
    manage(*WORKER, env=own_site.env)
    page.reload()
    good(page)
    with page.expect_download() as waiting:
        page.locator("main a[href^='/private/']").click()
    waiting.value.save_as(tmp_path / "mine.zip")
    archive = zipfile.ZipFile(tmp_path / "mine.zip")
    assert archive.testzip() is None
    profile = json.loads(archive.read("account/profile.json"))
    assert (profile["email"], profile["display_name"], profile["language"]) == (email, name_of(email), "hu")
    deeds = [row["action"] for row in json.loads(archive.read("account/what-i-did.json"))]
    assert {"work.shared", "account.signed_in", "account.export_asked"} <= set(deeds)
    assert own_site.shell(LAST_MAIL.format(email=email)).strip()


def test_an_account_that_is_to_end_can_stay(own_site: DemoSite, anna: tuple[Page, str]):
    page, email = anna
    ask_for_the_end(page, own_site)
    page.locator("form[action='/hu/account/data/keep/'] button").click()
    expect(page.locator("main a[href='/hu/account/data/delete/']")).to_be_visible()
    own_site.shell(WEEK.format("+ timedelta(days=8)"))
    page.reload()
    expect(page).to_have_url(f"{own_site.url}/hu/account/data/")
    assert own_site.shell(LAST_MAIL.format(email=email)).strip()


def test_an_account_ends_after_seven_days(own_site: DemoSite, anna: tuple[Page, str], browser: Browser):
    page, email = anna
    ask_for_the_end(page, own_site)
    own_site.shell(WEEK.format("+ timedelta(minutes=1)"))
    page.reload()
    expect(page).to_have_url(f"{own_site.url}/hu/account/data/")  # until then all is as it was
    own_site.shell(WEEK.format("- timedelta(minutes=1)"))
    page.reload()
    expect(page).to_have_url(re.compile("/hu/account/login/"))
    sign_in(page, own_site, email, PASSWORD, "hu")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    with visitor(browser) as admin:
        sign_in(admin, own_site, *own_site.seed.accounts["administrator"])
        admin.goto(f"{own_site.url}/admin/people/log/?q=work.shared")
        expect(admin.locator("main tbody th").first).to_have_text("Former member")
        assert name_of(email) not in admin.locator("main").inner_text()
