"""Search as a reader uses it: inflected words, marks, proposals by keyboard, nothing found."""

import pytest
from playwright.sync_api import Page, expect

from .server import DemoSite
from .words import LANGUAGES

INFLECTED = [
    ("hu", "képzések", "képz"),
    ("hu", "kepzesek", "képz"),
    ("de", "Lehrkräften", "lehrkr"),
    ("nl", "docenten", "docent"),
    ("en", "teachers", "teacher"),
]
BASE_FORMS = {"hu": "képzés", "de": "Lehrkraft", "nl": "docent", "en": "teacher"}
PROPOSED = {"en": "back", "hu": "hatt", "de": "hinter", "nl": "achter"}


@pytest.mark.parametrize(("language", "typed", "root"), INFLECTED)
def test_inflected_forms_are_found_and_marked(site: DemoSite, page: Page, language: str, typed: str, root: str):
    """Typed into the form; every hit shows a marked word of that root, and one can see it."""
    page.goto(f"{site.url}/{language}/search/")
    page.locator("main input[name=q]").fill(typed)
    page.keyboard.press("Enter")
    hits = page.locator(".hits > li")
    expect(hits.first).to_be_visible()
    expect(page.locator("main input[name=q]")).to_have_value(typed)
    marks = page.locator(".hits mark")
    expect(marks.first).to_be_visible()
    words = {word.lower() for word in marks.all_inner_texts()}
    assert all(word.startswith(root) for word in words), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_inflected_and_base_forms_find_the_same(site: DemoSite, page: Page, language: str):
    """Both forms lead to the same pages."""
    inflected = next(typed for code, typed, _root in INFLECTED if code == language)
    assert found(page, site, language, inflected) == found(page, site, language, BASE_FORMS[language])


def found(page: Page, site: DemoSite, language: str, words: str) -> set[str]:
    """The addresses search answers with, all of them in that language."""
    page.goto(f"{site.url}/{language}/search/?q={words}")
    addresses = {link.get_attribute("href") for link in page.locator(".hits h3 a").all()}
    assert addresses
    assert all(address.startswith(f"/{language}/") for address in addresses)
    return addresses


def test_results_are_grouped_by_kind(site: DemoSite, page: Page):
    """Each group has its heading and its number."""
    page.goto(f"{site.url}/en/search/?q=teachers")
    groups = page.locator("main section")
    assert groups.count() > 1
    for group in groups.all():
        assert group.locator("h2").inner_text().strip()
        assert group.locator(".hits > li").count() == int(group.locator(".side p").inner_text().split()[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposals_by_keyboard(site: DemoSite, page: Page, language: str):
    """Type, go down, go there; Escape closes the list and keeps the word."""
    page.goto(f"{site.url}/{language}/search/")
    box = page.get_by_role("combobox")
    box.press_sequentially(PROPOSED[language], delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value(PROPOSED[language])
    box.press_sequentially(" ")
    box.press("Backspace")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.locator("span").inner_text()
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press_sequentially(" ")  # the same words: what was chosen stays chosen
    page.wait_for_timeout(500)
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text(chosen)
    assert f"/{language}/" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_teaches(site: DemoSite, page: Page, language: str):
    """The word is repeated as text, never as markup, and there is something to do now."""
    page.goto(f"{site.url}/{language}/search/?q=%3Cb%3Eqqxqqx")
    expect(page.locator("main p[role=status]")).to_contain_text("<b>qqxqqx")
    assert page.locator(".hits").count() == 0
    page.locator(f"main a[href='/{language}/site-map/']").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith(f"/{language}/site-map/")


def test_too_long_a_question(site: DemoSite, page: Page):
    """A sentence that says what to do, and the right status."""
    answer = page.goto(f"{site.url}/en/search/?q={'word ' * 60}")
    assert answer is not None
    assert answer.status == 400
    expect(page.locator("main")).to_contain_text("fewer words")
