"""News by email from asking to ending; an event from registering to the sheet that is signed."""

import io
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from .admin import desk
from .reading import read
from .seed import manage
from .server import DemoSite
from .test_axe import AXE, TOO_WIDE, violations
from .words import LANGUAGES

WORK = ("db_worker", "--batch", "--backend", "background", "--interval", "0")
SEATS = """
from portal.models import Registration
print(sorted((row.seat or 0, row.email) for row in Registration.objects.all()))
"""


EMPTY = """
from portal.models import EventPage, Registration
Registration.objects.all().delete()
EventPage.objects.filter(registration_open=True).update(capacity={seats})
"""


def empty(site: DemoSite, *, seats: int) -> None:
    """The open hour without anybody, with so many seats."""
    site.shell(EMPTY.format(seats=seats))


def work(site: DemoSite) -> None:
    """What the worker of the demo does beside the web server."""
    manage(*WORK, env=site.env)


def letter(site: DemoSite, page: Page, to: str) -> None:
    """Open the newest mail to an address in the test inbox."""
    page.goto(f"{site.url}/en/styleguide/outbox/?to={to}")
    page.locator(".letters a").first.click()


def follow(page: Page, part: str) -> None:
    """Open the link of the mail on the screen that has this part in its address."""
    page.goto(page.locator(f".letter__text a[href*='{part}']").first.get_attribute("href"))


def patiently(page: Page, name: str) -> None:
    """Press a button no sooner than a person would."""
    page.wait_for_timeout(2200)
    page.get_by_role("button", name=name).click()


def test_news_by_email_from_asking_to_ending(own_site: DemoSite, page: Page, browser: Browser):
    page.goto(own_site.address("news"))
    page.locator("main").get_by_role("link", name="News by email").click()
    page.get_by_label("Your email address").fill("reader@example.org")
    page.get_by_label("Magyar").check()
    patiently(page, "Get the news")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    assert page.context.cookies() == []

    letter(own_site, page, "reader@example.org")
    follow(page, "/hu/news-by-email/yes/")
    page.locator("main button").click()
    expect(page.get_by_role("status")).to_be_visible()

    with desk(browser, own_site, "moderator") as editor:
        editor.page.goto(f"{own_site.url}/admin/news-by-email/")
        editor.page.get_by_role("button", name="Send the news now").click()
        editor.succeeded()
    work(own_site)

    letter(own_site, page, "reader@example.org")
    expect(page.locator("dd", has_text="One-Click")).to_be_visible()
    titles = page.frame_locator("iframe.letter").locator("h2")
    assert titles.count() >= 5
    follow(page, "/hu/news-by-email/end/")
    page.locator("main button").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert "0" in own_site.shell("from portal.models import Subscriber; print(Subscriber.objects.count())")


def form_of(site: DemoSite) -> tuple[str, str]:
    """Address and stamp of the open hour's registration form."""
    link = read(site.address("open-hour-next")).xpath("//main//a[contains(@href, '/register/')]/@href")[0]
    return site.url + link, read(site.url + link).xpath("//input[@name='stamp']/@value")[0]


def test_only_one_of_many_gets_the_last_seat(own_site: DemoSite):
    """Eight people press the button at the same moment; two seats are free."""
    empty(own_site, seats=2)
    forms = [form_of(own_site) for _person in range(8)]
    time.sleep(2.2)

    def press(number: int) -> int:
        url, stamp = forms[number]
        fields = {"name": f"Person {number}", "email": f"p{number}@example.org", "stamp": stamp}
        return requests.post(url, fields, allow_redirects=False, timeout=60).status_code

    with ThreadPoolExecutor(8) as hands:
        assert list(hands.map(press, range(8))) == [302] * 8
    seats = [seat for seat, _email in eval(own_site.shell(SEATS))]
    assert seats == [0, 0, 0, 0, 0, 0, 1, 2]


def test_an_event_from_registering_to_the_sheet_that_is_signed(own_site: DemoSite, page: Page, browser: Browser):
    empty(own_site, seats=1)
    for name in ("Anna", "Berta"):
        page.goto(own_site.address("open-hour-next"))
        page.locator("main .opening").get_by_role("link", name="Register").click()
        page.get_by_label("Your name").fill(f"{name} Ő")
        page.get_by_label("Your email address").fill(f"{name.lower()}@example.org")
        patiently(page, "Register" if name == "Anna" else "Put me on the waiting list")
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    letter(own_site, page, "berta@example.org")
    follow(page, "/registration/")
    expect(page.locator(".alert")).to_contain_text("Your place in line: 1")

    letter(own_site, page, "anna@example.org")
    with page.expect_download() as file:
        page.get_by_role("link", name=re.compile(r"\.ics$")).click()
    assert "BEGIN:VEVENT" in file.value.path().read_text()
    follow(page, "/registration/")
    page.get_by_role("button", name="Cancel my registration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not registered any more")

    letter(own_site, page, "berta@example.org")
    expect(page.get_by_role("heading", level=1)).to_contain_text("A seat has become free")

    with desk(browser, own_site, "editor") as editor:
        editor.page.goto(f"{own_site.url}/admin/registrations/")
        editor.page.get_by_role("link", name=own_site.page("open-hour-next")["title"]).click()
        expect(editor.page.get_by_role("row", name=re.compile("Berta Ő"))).to_be_visible()
        link = editor.page.get_by_role("link", name="Attendance sheet to sign (PDF)").get_attribute("href")
        sheet = editor.page.request.get(own_site.url + link)
        words = " ".join(PdfReader(io.BytesIO(sheet.body())).pages[0].extract_text().split())
        assert re.search(r"\b1 Berta ?Ő", words), words
        assert "Anna" not in words
        assert own_site.page("open-hour-next")["title"] in words
        assert "attachment" in sheet.headers["content-disposition"]


def test_a_message_is_written_by_keyboard_and_nothing_is_lost(own_site: DemoSite, page: Page):
    page.goto(own_site.address("contact"))
    page.get_by_role("link", name="Write a message").click()
    page.get_by_label("Your name").fill("Anna")
    page.get_by_label("Your email address").fill("anna")
    page.get_by_label("Your message").fill("How do we begin with this?")
    patiently(page, "Send the message")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Your email address")).to_be_focused()
    page.get_by_label("Your email address").fill("anna@example.org")
    page.get_by_label("What is it about?").fill("Beginning")
    expect(page.get_by_label("Your message")).to_have_value("How do we begin with this?")
    page.get_by_role("button", name="Send the message").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your message")
    letter(own_site, page, "anna@example.org")
    expect(page.get_by_role("heading", level=1)).to_contain_text("has arrived")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation_on_the_new_pages(own_site: DemoSite, page: Page, language: str):
    """axe by day and night on phone and desk, and no sideways scrolling at 320 px."""
    register = form_of(own_site)[0].replace("/en/", f"/{language}/")
    base = f"{own_site.url}/{language}"
    places = [
        f"{base}/contact/write/",
        f"{base}/contact/sent/",
        f"{base}/news-by-email/",
        f"{base}/news-by-email/asked/",
        f"{base}/news-by-email/end/broken/",
        register,
        f"{register}done/",
        f"{base}/registration/broken/",
        f"{base}/mail/off/broken/",
        f"{base}/styleguide/mails/",
        f"{base}/styleguide/mails/registration_confirmed/",
        f"{base}/styleguide/outbox/",
    ]
    problems = []
    for place in places:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(place)
        problems += [f"{place}: {wide}" for wide in [page.evaluate(TOO_WIDE)] if wide]
        page.evaluate(AXE)
        problems += [f"{place}: {problem}" for problem in violations(page)]
    assert not problems, "\n".join(problems)
