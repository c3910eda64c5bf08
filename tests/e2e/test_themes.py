"""Colours by choice of the reader, kept on the device; pages on paper."""

import pytest
from playwright.sync_api import Page, expect

from .places import pages
from .server import DemoSite

PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"
INK = "() => getComputedStyle(document.querySelector('h1')).color"
PRINTED = ("home", "text with steps", "big idea", "article", "past event", "result", "partners", "module", "unit")


def brightness(colour: str) -> float:
    """0 for black, 255 for white, of `rgb(…)`."""
    numbers = colour[colour.index("(") + 1 : -1].replace(",", " ").split()[:3]
    return sum(float(number) for number in numbers) / 3


def until_dark(page: Page) -> None:
    """The paper is dark, a moment later on a busy machine."""
    for _moment in range(40):
        if brightness(page.evaluate(PAPER)) < 80:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the paper is {page.evaluate(PAPER)}")


def test_the_device_decides_first(site: DemoSite, page: Page):
    """Dark paper and light ink on a device set to dark, the other way round on others."""
    page.goto(f"{site.url}/en/")
    day = brightness(page.evaluate(PAPER)), brightness(page.evaluate(INK))
    assert day[0] > 200 > day[1]
    page.emulate_media(color_scheme="dark")
    until_dark(page)
    assert brightness(page.evaluate(INK)) > 160


def test_the_choice_stays(site: DemoSite, page: Page):
    """Device, light, dark, device again; kept over reloads, pages and languages, from the first paint on."""
    page.goto(f"{site.url}/en/")
    root, button = page.locator("html"), page.locator("[data-theme-toggle]:visible").first
    said = button.inner_text()
    button.click()
    expect(root).to_have_attribute("data-theme", "light")
    assert button.inner_text() != said
    button.click()
    expect(root).to_have_attribute("data-theme", "dark")
    for address in (page.url, site.address("cycle", "nl")):
        page.goto(address)
        expect(root).to_have_attribute("data-theme", "dark")
        until_dark(page)
    page.locator("[data-theme-toggle]:visible").first.click()
    assert root.get_attribute("data-theme") is None
    page.reload()
    assert root.get_attribute("data-theme") is None


def test_without_scripts_the_page_is_whole(site: DemoSite, browser):
    """No button without effect, all of the text."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/en/")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-theme-toggle]:visible").count() == 0
    context.close()


@pytest.mark.parametrize("kind", PRINTED)
def test_pages_print(site: DemoSite, page: Page, kind: str):
    """On A4: the text is there, dark on light also by night, the ways round the site are not."""
    page.goto(pages(site, "en")[kind])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.screenshot(full_page=True, type="jpeg", quality=40)
    expect(page.locator("h1")).to_be_visible()
    for part in (".utility", "#menu", ".skip", "[data-theme-toggle]"):
        assert page.locator(part).locator("visible=true").count() == 0, part
    assert brightness(page.evaluate(INK)) < 120
    assert page.pdf(format="A4").startswith(b"%PDF")
