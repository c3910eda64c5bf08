"""People in a real browser: a new account by the mailed link, the second step, passkeys, sessions, invitations."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .server import DemoSite

PASSWORD = "harom-faradt-tanar"
NEWEST = """
from portal.mail.models import OutgoingMail
print(OutgoingMail.objects.filter(to__iexact="{to}").latest("pk").text)
"""


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def link_in_mail(site: DemoSite, to: str) -> str:
    """The address in the newest mail to somebody, on this site."""
    text = site.shell(NEWEST.format(to=to))
    found = re.search(r"https?://[^/\s]+(/\w\w/account/\S+)", text)
    assert found, text
    return site.url + found.group(1)


@contextmanager
def visitor(browser: Browser, language: str = "en-GB") -> Iterator[Page]:
    """A browser of one's own."""
    context: BrowserContext = browser.new_context(locale=language, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def main_button(page: Page) -> None:
    """The first button of the page's matter: what the page is for."""
    page.locator("main form:not([hidden]) button[type=submit]").first.click()


def sign_in(page: Page, site: DemoSite, email: str, password: str, language: str = "en") -> None:
    """Address and password."""
    page.goto(f"{site.url}/{language}/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    main_button(page)


def prove(page: Page, password: str) -> None:
    """Where the site asks once more."""
    if "/reauthenticate/" in page.url:
        page.locator("[name=password]").fill(password)
        main_button(page)


def good(page: Page) -> None:
    """axe finds nothing, and nothing scrolls sideways on a phone."""
    found = Axe().run(page).response["violations"]
    assert not found, [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    page.set_viewport_size(size)


def new_person(page: Page, site: DemoSite, email: str, language: str) -> None:
    """From the masthead to a confirmed account."""
    page.goto(f"{site.url}/{language}/")
    page.locator(f"a[href='/{language}/account/login/']:visible").first.click()
    page.locator(f"main a[href='/{language}/account/signup/']").click()
    good(page)
    page.locator("[name=display_name]").fill("Kis Anna")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password1]").fill(PASSWORD)
    main_button(page)
    expect(page).to_have_url(f"{site.url}/{language}/account/confirm-email/")
    page.goto(link_in_mail(site, email))
    expect(page.locator("html")).to_have_attribute("lang", language)
    good(page)
    main_button(page)


def test_a_new_account_in_hungarian(own_site: DemoSite, browser: Browser):
    email = "anna@ls4vet.example"
    with visitor(browser, "hu-HU") as page:
        new_person(page, own_site, email, "hu")
        sign_in(page, own_site, email, PASSWORD, "hu")
        expect(page).to_have_url(f"{own_site.url}/hu/account/")
        expect(page.locator("html")).to_have_attribute("lang", "hu")
        expect(page.locator(".utility")).to_contain_text("Kis Anna")
        good(page)


def test_an_app_codes_and_recovery(own_site: DemoSite, browser: Browser):
    email, account = "app@ls4vet.example", f"{own_site.url}/en/account"
    with visitor(browser) as page:
        new_person(page, own_site, email, "en")
        sign_in(page, own_site, email, PASSWORD)
        page.goto(f"{account}/second-step/totp/activate/")
        prove(page, PASSWORD)
        secret = page.locator("#app-key").input_value()
        good(page)
        page.locator("[name=code]").fill("000000")
        main_button(page)
        expect(page.locator("[data-error-summary]")).to_be_focused()
        assert page.locator("#app-key").input_value() == secret, "a typing mistake does not change the key"
        page.locator("[name=code]").fill(code_of(secret))
        main_button(page)
        page.goto(f"{account}/second-step/recovery-codes/")
        good(page)
        spare = page.locator(".codes code").first.inner_text()
    for number, code in enumerate((spare, spare)):
        with visitor(browser) as page:
            sign_in(page, own_site, email, PASSWORD)
            expect(page).to_have_url(re.compile("/second-step/authenticate/"))
            good(page)
            page.locator("[name=code]").fill(code)
            main_button(page)
            if number == 0:
                expect(page).to_have_url(f"{account}/")
            else:
                expect(page.locator("[data-error-summary]")).to_be_visible()


def test_a_passkey_signs_in_alone(own_site: DemoSite, browser: Browser):
    email, account = "key@ls4vet.example", f"{own_site.url}/en/account"
    with visitor(browser) as page:
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        device |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        new_person(page, own_site, email, "en")
        sign_in(page, own_site, email, PASSWORD)
        page.goto(f"{account}/second-step/webauthn/add/")
        prove(page, PASSWORD)
        good(page)
        page.locator("[name=name]").fill("my phone")
        page.locator("[name=passwordless]").check()
        main_button(page)
        page.goto(f"{account}/second-step/webauthn/")
        expect(page.locator("main")).to_contain_text("my phone")
        good(page)
        page.goto(f"{account}/logout/")
        main_button(page)
        page.goto(f"{account}/login/")
        page.locator("form[data-passkey] button").click()
        expect(page).to_have_url(f"{account}/")
        page.goto(f"{account}/logout/")
        main_button(page)
        sign_in(page, own_site, email, PASSWORD)
        page.locator("form[data-passkey] button").click()
        expect(page).to_have_url(f"{account}/")


def test_sessions_end_elsewhere(own_site: DemoSite, browser: Browser):
    email = "sessions@ls4vet.example"
    with visitor(browser) as here, visitor(browser) as there:
        new_person(here, own_site, email, "en")
        for page in (here, there):
            sign_in(page, own_site, email, PASSWORD)
            expect(page).to_have_url(f"{own_site.url}/en/account/")
        here.goto(f"{own_site.url}/en/account/sessions/")
        good(here)
        assert here.locator("tbody tr").count() == 2
        main_button(here)
        expect(here.locator("tbody tr")).to_have_count(1)
        there.reload()
        expect(there).to_have_url(re.compile("/account/login/"))


def test_a_list_is_invited_and_one_joins(own_site: DemoSite, browser: Browser):
    with visitor(browser) as page:
        sign_in(page, own_site, *own_site.seed.accounts["administrator"])
        page.goto(f"{own_site.url}/admin/people/invitations/new/")
        page.locator("[name=people]").fill("Nagy Berta <berta@ls4vet.example>\nbroken@\nBERTA@ls4vet.example")
        page.locator("[name=language]").select_option("nl")
        page.get_by_label("Learner").check()
        page.locator("button[name=look]").click()
        expect(page.locator("main table")).to_contain_text("the same as row 1")
        page.locator("button[name=send]").click()
        expect(page.locator("main")).to_contain_text("1 invitation was sent.")
    link = link_in_mail(own_site, "berta@ls4vet.example")
    assert urlsplit(link).path.startswith("/nl/")
    with visitor(browser, "nl-NL") as page:
        page.goto(link)
        good(page)
        assert page.locator("[name=display_name]").input_value() == "Nagy Berta"
        page.locator("[name=password]").fill(PASSWORD)
        main_button(page)
        expect(page).to_have_url(f"{own_site.url}/nl/account/")
        page.goto(link)
        good(page)


@pytest.mark.parametrize("language", ["en", "hu", "de", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_about_people_are_open_to_all(own_site: DemoSite, browser: Browser, language: str, theme: str):
    with visitor(browser) as page:
        page.emulate_media(color_scheme=theme)
        for address in ("login/", "signup/", "password/reset/", "confirm-email/", "invitation/none/"):
            page.goto(f"{own_site.url}/{language}/account/{address}")
            good(page)
        sign_in(page, own_site, *own_site.seed.accounts["editor"], language)
        addresses = ("", "email/", "password/change/", "second-step/", "sessions/", "data/", "logout/")
        for address in addresses:
            page.goto(f"{own_site.url}/{language}/account/{address}")
            good(page)


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("hu", "dark"), ("de", "dark"), ("nl", "light")])
def test_rarer_pages_are_open_to_all(own_site: DemoSite, browser: Browser, language: str, theme: str):
    email, password = own_site.seed.accounts["administrator"]
    with visitor(browser) as page:
        page.emulate_media(color_scheme=theme)
        sign_in(page, own_site, email, password, language)
        steps = ("totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/generate/")
        people = ("organisations/", "organisations/its/", "organisations/its/invite/")
        for address in ("data/delete/", "files/", *(f"second-step/{step}" for step in steps), *people):
            page.goto(f"{own_site.url}/{language}/account/{address}")
            prove(page, password)
            good(page)
        page.locator("[name=people]").fill("Kis Anna <anna@x.example>, broken@")
        main_button(page)
        good(page)
        for address in ("invitations/", "invitations/new/", "log/"):
            page.goto(f"{own_site.url}/admin/people/{address}")
            found = Axe().run(page, context="main").response["violations"]
            assert not found, [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


MAKE_LEAD = """
from portal.accounts.models import Membership, Organisation, User
from portal.people.signals import trust_address
its = Organisation.objects.get(key="its")
for name, role in (("lead", "partner_lead"), ("member", "member")):
    person = User.objects.create_user(f"its-{{name}}@ls4vet.example", "{password}", display_name=f"Its {{name}}")
    trust_address(person)
    Membership.objects.create(user=person, organisation=its, role=role)
"""


def test_a_lead_looks_after_the_organisation(own_site: DemoSite, browser: Browser):
    own_site.shell(MAKE_LEAD.format(password=PASSWORD))
    home = f"{own_site.url}/en/account/organisations/its/"
    with visitor(browser) as lead, visitor(browser) as chief:
        sign_in(lead, own_site, "its-lead@ls4vet.example", PASSWORD)
        lead.locator("nav.kinds a[href='/en/account/organisations/']").click()
        expect(lead).to_have_url(home)
        row = lead.locator("tr", has_text="Its member")
        row.locator("select").focus()
        lead.keyboard.type("Part")
        lead.keyboard.press("Tab")
        lead.keyboard.press("Enter")
        expect(lead.locator("[role=status]")).to_be_visible()
        expect(lead.locator("tr", has_text="Its member").locator("select")).to_have_value("partner_lead")
        good(lead)
        lead.locator("main a[href$='/its/invite/']").click()
        lead.locator("[name=people]").fill("Nagy Cili <cili@ls4vet.example>\nbroken@")
        main_button(lead)
        expect(lead.locator("main table")).to_contain_text("will be invited")
        lead.locator("button[name=send]").click()
        expect(lead.locator("[role=status]")).to_contain_text("1 invitation was sent.")
        good(lead)
        assert "/account/invitation/" in link_in_mail(own_site, "cili@ls4vet.example")
        sign_in(chief, own_site, *own_site.seed.accounts["administrator"])
        chief.goto(home)
        chief.locator("tr", has_text="Its lead").get_by_role("button", name="Take the role away").click()
        expect(chief.locator("tr", has_text="Its lead")).to_have_count(0)
        expect(chief.locator("tr", has_text="cili@ls4vet.example")).to_have_count(0)
        assert lead.goto(home).status == 403
