"""What people do in the Wagtail admin, in terms of roles, names and fields."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from .server import DemoSite

SLOW = 30_000


class Desk:
    """One signed-in person."""

    def __init__(self, site: DemoSite, page: Page) -> None:
        self.site = site
        self.page = page

    def sign_in(self, role: str) -> None:
        """Through the sign-in form, as everybody."""
        email, password = self.site.seed.accounts[role]
        self.page.goto(f"{self.site.url}/admin/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page).to_have_url(f"{self.site.url}/admin/", timeout=SLOW)

    def open(self, key: str, language: str = "en") -> None:
        """The editor of a page, ready to type."""
        self.page.goto(f"{self.site.url}/admin/pages/{self.site.page(key, language)['id']}/edit/")
        self.page.wait_for_load_state("networkidle")

    def write_lead(self, text: str) -> None:
        """Another lead in the page editor."""
        self.page.locator("textarea[name=lead]").fill(text)

    def more(self, name: str | re.Pattern) -> Locator:
        """A deed of the menu beside the footer's main button."""
        self.page.locator("footer").get_by_role("button", name="More actions").first.click()
        return self.page.locator("footer").get_by_role("button", name=name).first

    def segment(self, source: str) -> Locator:
        """The row of wagtail-localize's editor that holds this source text."""
        innermost = self.page.locator("li", has_text=source)
        return innermost.filter(has_not=self.page.locator("li", has_text=source)).first

    def translate(self, source: str, text: str) -> None:
        """Put a translation in and save it."""
        row = self.segment(source)
        row.get_by_role("button", name=re.compile("Edit|Translate")).click()
        row.locator("textarea").fill(text)
        row.get_by_role("button", name="Save").click()
        expect(row).to_contain_text(text, timeout=SLOW)
        expect(row.locator("textarea")).to_have_count(0, timeout=SLOW)

    def succeeded(self) -> None:
        """Wagtail says that it worked."""
        expect(self.page.locator(".messages .success").first).to_be_visible(timeout=SLOW)


@contextmanager
def desk(browser: Browser, site: DemoSite, role: str) -> Iterator[Desk]:
    """A browser of one's own, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(SLOW)
    person = Desk(site, context.new_page())
    person.sign_in(role)
    yield person
    context.close()
