"""The player's manners: keys, full screen, colours, height, loading one by one, paper, no script, axe."""

import re
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

import pytest
import requests
from playwright.sync_api import Browser, Page, Route, expect

from tests import h5p_packages

from .activities import player, ready
from .admin import SLOW
from .server import DemoSite
from .test_axe import ALL_RULES, AXE, RUN, TOO_WIDE, settle

pytestmark = pytest.mark.e2e
NAME, TITLE = "ordering-the-cycle", "The cycle in seven steps: dough temperature"
SECTION = re.compile(r'<section class="activity".*?</section>', re.DOTALL)
EARLY = re.compile(r" data-first|<iframe[^>]*data-nonce[^>]*></iframe>")
SHIFTS = """
window.shifted = { most: 0, now: 0, first: 0, last: -5000 };
new PerformanceObserver((list) => {
  for (const { value, startTime, hadRecentInput } of list.getEntries()) {
    if (hadRecentInput) continue;
    const goesOn = startTime - shifted.last < 1000 && startTime - shifted.first < 5000;
    shifted.now = goesOn ? shifted.now + value : value;
    if (!goesOn) shifted.first = startTime;
    shifted.last = startTime;
    shifted.most = Math.max(shifted.most, shifted.now);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""Cumulative layout shift: the largest sum of a while without a second's rest, five seconds at most."""
TOO_MUCH = 0.1
COMES_NEAR = "stage => scrollTo(0, scrollY + stage.getBoundingClientRect().top - innerHeight - 200)"
"""Still below the window, as for somebody who reads on."""
FOCUSED = "() => document.activeElement.tagName + (document.activeElement.id && ' ' + document.activeElement.id)"
OF_WHOLE_PAGES = {"landmark-one-main": {"enabled": False}, "page-has-heading-one": {"enabled": False}}
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 38, 51)"}


def address(site: DemoSite, name: str = NAME, language: str = "en") -> str:
    """An activity of the demo on its own page."""
    uuid = uuid5(NAMESPACE_URL, f"https://ls4vet.example/activities/{name}")
    return f"{site.url}/{language}/activities/{uuid}/"


@pytest.fixture
def page(page: Page, site: DemoSite) -> Page:
    """On the page of an activity."""
    page.add_init_script(SHIFTS)
    page.goto(address(site))
    expect(page.locator("[data-activity-waiting]")).to_be_hidden(timeout=SLOW)
    return page


def tab(page: Page, until: str, key: str = "Tab") -> list[str]:
    """Press a key until that has the focus; what had it before."""
    passed: list[str] = []
    for _press in range(80):
        page.keyboard.press(key)
        now = page.evaluate(FOCUSED)
        if now == "BODY":  # on the way out of a frame, which is a process of its own, it is nowhere for a moment
            page.wait_for_timeout(300)
            now = page.evaluate(FOCUSED)
        if now == until:
            return passed
        passed.append(now)
    raise AssertionError(f"{key} never reaches {until}: {passed}")


def test_keys_lead_in_and_out_and_past(page: Page):
    """No trap in either direction; the link before it leads behind it; the frame has a name."""
    frame = page.locator("[data-activity] iframe")
    expect(frame).to_have_attribute("title", TITLE)
    skip = page.get_by_role("link", name="Skip the activity")
    skip.focus()
    expect(skip).to_be_in_viewport()
    assert tab(page, "BUTTON") == ["IFRAME"] * page.frames[1].evaluate(
        "() => document.querySelectorAll('button, summary, input').length"
    )
    expect(page.get_by_role("button", name="Full screen")).to_be_focused()
    assert set(tab(page, "A", "Shift+Tab")) == {"IFRAME"}
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    assert tab(page, "BUTTON") == []
    page.keyboard.press("Shift+Tab")
    page.wait_for_function(f"({FOCUSED})() === 'IFRAME'")
    assert page.frames[1].evaluate("() => document.activeElement.textContent.trim()") == "Check the order"


def test_full_screen_by_button_and_back(page: Page):
    """Escape belongs to the browser's window, which a headless one has not: it does what this line does."""
    frame, button = page.locator("[data-activity] iframe"), page.get_by_role("button", name="Full screen")
    height = page.frames[1].evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    expect(frame).to_have_css("height", f"{height}px")
    button.focus()
    before = page.evaluate("scrollY")
    button.press("Enter")
    expect(page.locator("[data-activity-stage]:fullscreen")).to_have_count(1)
    expect(player(page).locator("html")).to_have_class(re.compile("is-full"))
    assert frame.bounding_box()["height"] >= page.evaluate("innerHeight")
    page.evaluate("document.exitFullscreen()")
    expect(page.locator(":fullscreen")).to_have_count(0)
    expect(player(page).locator("html")).not_to_have_class(re.compile("is-full"))
    expect(frame).to_have_css("height", f"{height}px")
    assert page.evaluate("scrollY") == before


def test_what_does_not_arrive_is_said_and_tried_again(context, site: DemoSite):
    """Loading is said; a lost script at once, a silent frame after a while; the button brings it back."""
    page = context.new_page()
    page.clock.install()
    page.route("**/courses/h5p/start*.js", lambda route: route.abort())
    page.goto(address(site))
    stage = page.locator("[data-activity-stage]")
    expect(stage).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text("The activity is loading")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.clock.fast_forward(20_000)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The activity could not be started. Try again, or read it as text below.")
    expect(page.get_by_text("The activity is loading")).to_be_hidden()
    expect(stage).not_to_have_attribute("aria-busy", "true")
    page.unroute_all()
    page.route("**/frame.bundle*.js", lambda route: route.abort())
    alert.get_by_role("button", name="Try again").press("Enter")
    expect(stage).to_be_focused()
    expect(alert.get_by_role("button", name="Try again")).to_be_visible()
    page.unroute_all()
    alert.get_by_role("button", name="Try again").press("Enter")
    expect(player(page).get_by_role("button", name="Check the order")).to_be_visible(timeout=SLOW)
    expect(alert).to_have_count(0)


def test_colours_and_language_reach_the_frame(page: Page, site: DemoSite):
    """The device's colours, then the reader's own choice, at once; words and `lang` of the page."""
    paper = player(page).locator(".ls4vet")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(paper).to_have_css("background-color", PAPER[scheme])
    for scheme in ("dark", "light"):
        page.evaluate("scheme => { document.documentElement.dataset.theme = scheme }", scheme)
        expect(paper).to_have_css("background-color", PAPER[scheme])
    page.evaluate("() => { localStorage.theme = 'dark' }")
    page.goto(address(site, language="hu"))
    expect(player(page).locator("html")).to_have_attribute("lang", "hu")
    expect(player(page).locator("html")).to_have_attribute("data-theme", "dark")
    expect(paper).to_have_css("background-color", PAPER["dark"])
    expect(player(page).get_by_role("heading", level=2)).to_have_text(h5p_packages.parameters(NAME, "hu")["task"])


@pytest.fixture
def ten(site: DemoSite, browser: Browser) -> Iterator[Page]:
    """A phone that reads a page with ten activities, and what it asks for."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(SHIFTS)
    names = [name for name in h5p_packages.names() if name != "isolation"]
    pages = [requests.get(address(site, name), timeout=60).text for name in names]
    sections = [SECTION.search(pages[number % len(pages)])[0] for number in range(10)]
    sections = [EARLY.sub("", section) for section in sections]  # as on a page that is about something else
    numbered = [re.sub(r"activity-\d+-end", f"activity-{number}-end", text) for number, text in enumerate(sections)]

    def together(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=SECTION.sub(lambda _found: "".join(numbered), answer.text()))

    page.route(address(site), together)
    page.goto(address(site))
    yield page
    context.close()


def test_ten_load_when_they_are_near_and_nothing_jumps(ten: Page):
    """What is far asks for nothing; what loads in the window moves nothing in it."""
    asked: list[str] = []
    ten.on("request", lambda request: asked.append(request.url))
    frames = ten.locator("[data-activity] iframe")
    expect(frames.first).to_be_visible()
    assert 1 <= ready(ten).locator("iframe").count() <= 3
    ten.wait_for_timeout(500)
    assert ten.evaluate("shifted.most") <= TOO_MUCH
    asked.clear()
    ten.wait_for_timeout(500)
    assert frames.count() <= 3
    assert not [url for url in asked if "/h5p/c/" in url and "/content/" not in url]
    for number in range(10):
        ten.locator("[data-activity-stage]").nth(number).evaluate(COMES_NEAR)
        expect(ten.locator("[data-activity]").nth(number).locator("iframe")).to_be_attached()
        ready(ten)
        assert frames.count() <= number + 3
    assert frames.count() == 10


def test_paper_and_browsers_without_script_get_the_text(page: Page, site: DemoSite, browser: Browser):
    """Open and readable, and nothing beside it that cannot be used."""
    said = h5p_packages.parameters(NAME)["items"][3]["text"]
    text = page.locator("[data-activity-text]")
    expect(text.get_by_text(said)).to_be_hidden()
    page.emulate_media(media="print")
    expect(text.get_by_text(said)).to_be_visible()
    expect(page.locator("[data-activity] iframe")).to_be_hidden()
    expect(page.get_by_text("Full screen")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(text).to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(text).not_to_have_attribute("open", "")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    plain = context.new_page()
    plain.goto(address(site))
    assert plain.locator("[data-activity-text]").get_by_text(said).bounding_box()["height"] > 10
    shown = plain.locator("[data-activity]").inner_text()
    assert said in shown
    for promise in ("loading", "Full screen", "Skip the activity", "not saved", "Read this activity"):
        assert promise not in shown
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_violation_around_it_and_in_it(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(AXE)
    page.frames[1].evaluate(AXE)
    problems = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        settle(page, scheme)
        expect(player(page).locator(".ls4vet")).to_have_css("background-color", PAPER[scheme])
        for where, but in ((page, {}), (page.frames[1], OF_WHOLE_PAGES)):
            assert not where.evaluate(TOO_WIDE)
            rules = {"rules": ALL_RULES["rules"] | but}
            problems += [f"{scheme} {where.url}: {row}" for row in where.evaluate(RUN, rules)]
    assert not problems, "\n".join(problems)
