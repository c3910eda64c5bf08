"""Into a cohort and on: joining on a phone without a script, the waiting list, the place kept in another language."""

import re
from collections.abc import Iterator
from uuid import uuid5

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.demo.cohorts import NAMESPACE

from .activities import session_of, sign_in
from .admin import SLOW
from .server import DemoSite
from .test_axe import ALL_RULES, AXE, RUN, TOO_WIDE
from .test_mail import letter

pytestmark = pytest.mark.e2e
PACE, AUTUMN = (uuid5(NAMESPACE, key) for key in ("pace", "autumn"))
NEWCOMER = """
from portal.accounts.models import User
from portal.people.signals import trust_address
person = User.objects.create_user("vera.lang@htl-wn.example", "{password}", display_name="Vera Lang", language="de")
trust_address(person)
"""


def phone(browser: Browser, **options: object) -> Page:
    """A narrow screen."""
    size = {"width": 360, "height": 740}
    page = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce", **options).new_page()
    page.set_default_timeout(SLOW)
    return page


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A phone without scripts."""
    page = phone(browser, java_script_enabled=False)
    yield page
    page.context.close()


def person(browser: Browser, site: DemoSite, email: str) -> Page:
    """Somebody of the demo, signed in."""
    page = phone(browser)
    sign_in(page.context, site, session_of(site, email))
    return page


def sound(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing."""
    assert page.evaluate(TOO_WIDE) == ""
    page.evaluate(AXE)
    assert page.evaluate(RUN, ALL_RULES) == []


def test_a_teacher_joins_on_a_phone_without_a_script(own_site: DemoSite, plain: Page):
    password = "long-enough-for-anybody"
    own_site.shell(NEWCOMER.format(password=password))
    plain.goto(f"{own_site.url}/en/my-course/cohorts/")
    plain.get_by_role("link", name="At your own pace", exact=True).click()
    plain.get_by_role("link", name="Sign in to join").click()
    plain.locator("input[name=login]").fill("vera.lang@htl-wn.example")
    plain.locator("input[name=password]").fill(password)
    plain.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(plain.get_by_role("heading", name="What is kept about you")).to_be_visible()
    plain.get_by_role("button", name="Join", exact=True).click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Your course begins here.")
    expect(plain.locator(".ring-centre")).to_contain_text("of 6 units are done")
    plain.get_by_role("link", name="Go on with 0.1").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("What Lesson Study is")
    plain.goto(f"{own_site.url}/de/my-course/")
    expect(plain.locator(".next-step")).to_contain_text("Was Lesson Study ist")
    assert "Englisch" in plain.locator(".next-step").inner_text()


def test_the_waiting_list_moves_up_when_somebody_leaves(own_site: DemoSite, browser: Browser):
    leaving = person(browser, own_site, "paul.steiner@bs-krems.example")
    first = person(browser, own_site, "dora.nemeth@szakkepzo.example")
    second = person(browser, own_site, "fleur.jansen@mbo-zwolle.example")
    second.goto(f"{own_site.url}/en/my-course/enrolments/")
    expect(second.locator("main")).to_contain_text("number 2")
    leaving.goto(f"{own_site.url}/en/my-course/enrolments/")
    sound(leaving)
    leaving.get_by_role("link", name=re.compile("Withdraw.*Autumn 2027")).click()
    leaving.get_by_role("button", name="Withdraw", exact=True).click()
    expect(leaving.get_by_role("status")).to_contain_text("You have withdrawn")
    letter(own_site, first, "dora.nemeth@szakkepzo.example")
    expect(first.locator("main")).to_contain_text("Autumn 2027")
    first.goto(f"{own_site.url}/en/my-course/enrolments/")
    first.get_by_role("button", name=re.compile("Accept the place.*Autumn 2027")).click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Your course begins here.")
    sound(first)
    second.reload()
    expect(second.locator("main")).to_contain_text("number 1")
    for page in (leaving, first, second):
        page.context.close()


def test_the_place_is_kept_in_another_language(own_site: DemoSite, browser: Browser):
    learner = person(browser, own_site, "learner@ls4vet.example")
    learner.goto(f"{own_site.url}/de/my-course/")
    learner.locator(".next-step .button").click()
    expect(learner.locator("form[data-place]")).to_be_attached()
    learner.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    link = learner.locator("#languages a[hreflang=hu]")
    expect(link).to_have_attribute("href", re.compile(r"#[0-9a-f-]{36}$"))
    block = (link.get_attribute("href") or "").rpartition("#")[2]
    learner.goto(link.evaluate("one => one.href"))
    learner.wait_for_timeout(1000)  # what a page says on leaving comes after it
    learner.goto(f"{own_site.url}/nl/my-course/")
    expect(learner.locator(".next-step .button")).to_have_attribute("href", re.compile(f"#{block}$"))
    learner.context.close()


def test_a_facilitator_decides_on_a_phone(own_site: DemoSite, browser: Browser):
    guide = person(browser, own_site, "facilitator@ls4vet.example")
    guide.goto(f"{own_site.url}/en/my-course/cohorts/manage/")
    sound(guide)
    guide.get_by_role("link", name="Spring 2027").click()
    guide.get_by_role("button", name=re.compile("Approve.*Miriam Huber")).click()
    expect(guide.get_by_role("status")).to_contain_text("Miriam Huber is in.")
    guide.get_by_text("Refuse", exact=False).first.click()
    guide.get_by_label("Why").first.fill("Your team of three is not complete yet.")
    guide.get_by_role("button", name=re.compile("Refuse.*Luke Farrugia")).click()
    expect(guide.get_by_role("status")).to_contain_text("Luke Farrugia is told.")
    sound(guide)
    guide.context.close()
