"""A unit read by a visitor and by learners: in another language at the same place, to the end, without a script too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from .activities import SIGN_IN, browser_of
from .seed import Seed
from .server import DemoSite

pytestmark = pytest.mark.e2e
PEOPLE = ("anna@school.example", "ben@school.example", "cara@school.example")
LONGEST = 250_000
"""Nobody is asked to read longer than this (in milliseconds)."""
PREPARE = """
from datetime import date
from django.utils import timezone
from courses.demo.loader import page_key
from courses.models import Cohort, CourseIntensity, Enrolment, UnitPage
key = page_key("course")
hours = dict(weeks=14, hours_online=22, hours_session=16, hours_school=14)
way, _ = CourseIntensity.objects.get_or_create(course=key, code="medium", defaults=hours)
cohort = Cohort.objects.create(course=key, name="Reading", intensity=way, state="open", entry="open", places=12,
                               start=date(2027, 2, 1), end=date(2027, 6, 30), languages=["de", "hu"])
for number, email in enumerate({people!r}, 1):
    print("session", signed_in(email))
    Enrolment.objects.create(cohort=cohort, user=User.objects.get(email=email), state="active", place=number,
                             active_since=timezone.now())
for page in UnitPage.objects.filter(number="0.1").select_related("locale"):
    print("unit", page.locale.language_code, page.url)
"""


@dataclass
class Reading:
    """A site with a cohort, its learners' sessions, and the first unit's addresses."""

    site: DemoSite
    sessions: list[str]
    units: dict[str, str]

    def unit(self, language: str) -> str:
        """Its whole address."""
        return self.site.url + self.units[language]


@pytest.fixture(scope="module")
def reading(seed: Seed) -> Iterator[Reading]:
    """The demo with three learners."""
    site = DemoSite(seed)
    try:
        said = [line.split() for line in site.shell(SIGN_IN + PREPARE.format(people=PEOPLE)).splitlines()]
        site.start()
        sessions = [words[1] for words in said if words[:1] == ["session"]]
        yield Reading(site, sessions, {words[1]: words[2] for words in said if words[:1] == ["unit"]})
    finally:
        site.stop()


def test_a_visitor_reads_looks_up_a_word_and_goes_on_in_another_language(reading: Reading, browser: Browser) -> None:
    page = browser_of(browser, reading.site, "")
    page.goto(reading.unit("de"))
    expect(page.locator(".reading-note")).to_be_visible()
    expect(page.locator("[data-standing]")).to_have_count(0)

    page.locator(".key-term").first.press("Enter")
    expect(page.locator(".key-term__meaning").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".key-term__meaning").first).to_be_hidden()

    part = page.locator("[data-unit-body] > h2").nth(1)
    part.evaluate("part => window.scrollTo(0, part.getBoundingClientRect().top + window.scrollY - 100)")
    name = str(part.get_attribute("id"))
    here = f"({name}|{following(page, name)})"  # the next part may have begun on the screen, too
    switch = page.locator(".languages a[hreflang=hu]:visible")
    expect(switch).to_have_attribute("href", re.compile(f"#{here}$"))  # known once the reader rests there
    switch.click()
    page.wait_for_url(re.compile(f"{re.escape(reading.unit('hu'))}#{here}$"))
    place = page.url.partition("#")[2]
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


def test_a_film_plays_with_captions_and_its_chapters_jump(reading: Reading, browser: Browser) -> None:
    page = browser_of(browser, reading.site, "")
    page.goto(reading.unit("hu"))
    film = page.locator("video").first
    film.evaluate("film => { film.muted = true; return film.play(); }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    showing = "film => [...film.textTracks].filter((one) => one.mode === 'showing').map((one) => one.language)"
    assert film.evaluate(showing) == ["hu"]
    page.wait_for_function("() => document.querySelector('video').textTracks[0].activeCues?.length > 0")

    page.locator(".video__chapters summary").first.click()
    jump = page.locator(".video__chapters a[data-at]").nth(2)
    at = float(jump.get_attribute("data-at") or 0)
    assert at > 5
    jump.click()
    page.wait_for_function("at => document.querySelector('video').currentTime >= at", arg=at)
    expect(film).to_be_focused()
    page.context.close()


def following(page: Page, name: str) -> str:
    """The part after this one."""
    return str(page.evaluate("name => document.getElementById(name).nextElementSibling.id", name))


def test_reading_to_the_end_counts_by_itself_and_in_every_language(reading: Reading, browser: Browser) -> None:
    page = browser_of(browser, reading.site, reading.sessions[0])
    page.clock.install()
    page.goto(reading.unit("de"))
    row = page.locator("[data-standing] li").first
    expect(row).to_have_class("todo")

    page.locator("[data-read-after]").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    expect(row).to_have_class("todo")  # the end alone is not reading
    page.clock.run_for(LONGEST)
    expect(row).to_have_class("done")
    expect(page.locator("[data-read-after]")).to_have_count(0)
    words = page.locator("[data-standing-words]").inner_text()
    expect(page.locator("[data-standing-count]")).to_have_text(words)
    expect(page.locator("[data-standing-said]")).to_have_text(words)

    page.goto(reading.unit("hu"))
    expect(page.locator("[data-standing] li").first).to_have_class("done")
    expect(page.locator("[data-read-after]")).to_have_count(0)


def test_an_answer_that_comes_late_takes_nothing_back(reading: Reading, browser: Browser) -> None:
    """What is missing was asked before the end was read; the answer arrives after it."""
    page = browser_of(browser, reading.site, reading.sessions[2])
    page.goto(reading.unit("en"))
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.route(f"**{page.locator('[data-standing]').get_attribute('data-standing')}", hold)
    page.evaluate("document.dispatchEvent(new Event('course:done'))")
    while not held:
        page.wait_for_timeout(50)
    done = page.locator("[data-standing] li.done")
    expect(done).to_have_count(0)
    page.locator("[data-read-after] button").click()
    expect(done).to_have_count(1)
    route, answer = held[0]
    route.fulfill(response=answer)
    page.wait_for_timeout(500)
    expect(done).to_have_count(1)
    page.context.close()


def test_without_a_script_a_button_says_it(reading: Reading, browser: Browser) -> None:
    page = browser_of(browser, reading.site, reading.sessions[1], java_script_enabled=False)
    page.goto(reading.unit("nl"))
    page.locator("[data-read-after] button").click()

    assert page.url == f"{reading.unit('nl')}#h-missing"
    expect(page.locator("[data-standing] li").first).to_have_class("done")
    expect(page.locator("[data-read-after]")).to_have_count(0)
    expect(page.locator("details").first).to_be_visible()
