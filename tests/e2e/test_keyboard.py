"""Without a mouse: home, news, language, search; the skip link, visible focus, the menu of a phone, no trap."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .places import pages
from .server import DemoSite

FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const dot = one.ownerSVGElement && getComputedStyle(one.querySelector("circle"));
  const ring = outlined || (dot && dot.stroke !== "none" && parseFloat(dot.strokeWidth) >= 2);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const seen = inside && box.width > 1 && box.height > 1 && style.visibility === "visible";
  return { href: one.getAttribute("href") ?? "", tag: one.localName, ring, seen, html: one.outerHTML.slice(0, 120) };
}"""
STOPS = 150


def tab(page: Page) -> dict | None:
    """One step; whatever has focus now is on the screen, with a ring around it."""
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    for _moment in range(40):
        if focus is None or (focus["seen"] and focus["ring"]):
            return focus
        page.wait_for_timeout(50)  # a busy machine paints later
        focus = page.evaluate(FOCUS)
    assert focus["seen"], f"focus went where nobody sees it: {focus['html']}"
    raise AssertionError(f"focus cannot be seen on {focus['html']}")


def tab_to(page: Page, is_goal: Callable[[dict], bool]) -> dict:
    """Step on until the goal has focus."""
    for _step in range(STOPS):
        focus = tab(page)
        if focus and is_goal(focus):
            return focus
    raise AssertionError("the goal was not reached by keyboard")


def test_from_home_to_the_news_to_another_language_to_a_result(site: DemoSite, page: Page):
    """The walk of a reader who has only keys."""
    page.goto(f"{site.url}/en/")
    tab_to(page, lambda focus: focus["href"] == site.page("news")["path"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("news"))
    tab_to(page, lambda focus: focus["href"] == site.page("news", "hu")["path"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("news", "hu"))
    tab_to(page, lambda focus: focus["href"] == "/hu/search/")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/hu/search/")
    tab_to(page, lambda focus: focus["tag"] == "input")
    page.keyboard.type("képzések")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(page.locator(".hits mark").first).to_be_visible()
    hit = page.locator(".hits h3 a").first.get_attribute("href")
    tab_to(page, lambda focus: focus["href"] == hit)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}{hit}")


def test_the_skip_link_comes_first_and_works(site: DemoSite, page: Page):
    """It appears, and what follows is in the content, not in the menu."""
    page.goto(site.address("cycle"))
    first = tab(page)
    assert first is not None
    assert first["href"] == "#content"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => Boolean(document.activeElement.closest('main, footer'))")


@pytest.mark.parametrize(
    "kind", ["home", "news list", "coming event", "result", "search results", "partners", "module"]
)
def test_nothing_traps_the_focus(site: DemoSite, page: Page, kind: str):
    """Step by step through the whole page, back to where it began, never twice the same in between."""
    page.goto(pages(site, "en")[kind])
    first = tab(page)
    assert first is not None
    seen = [first["html"]]
    for _step in range(STOPS):
        focus = tab(page)
        if focus is None or focus["href"] == "#content":
            break
        seen.append(focus["html"])
    else:
        raise AssertionError(f"no end after {STOPS} stops: {seen[-3:]}")
    links = page.locator("main a:visible, main button:visible, main input:visible").count()
    assert len(seen) > links, "some of the content cannot be reached"


def test_the_menu_of_a_phone(site: DemoSite, page: Page):
    """It opens by Enter, its links come next, Escape closes it and gives the focus back."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site.url}/en/")
    button = page.locator("button[popovertarget=menu]")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('#menu').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, lambda focus: focus["href"] == site.page("news")["path"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("news"))


def test_the_languages_of_a_phone(site: DemoSite, page: Page):
    """The same for the choice of a language."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site.address("cycle"))
    page.locator("button[popovertarget=languages]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#languages")).to_be_visible()
    tab_to(page, lambda focus: focus["href"] == site.page("cycle", "de")["path"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address("cycle", "de"))
