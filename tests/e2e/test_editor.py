"""Editors, moderators and translators at work; what they publish is read at once by everybody."""

import re

import requests
from playwright.sync_api import Browser, expect

from .admin import SLOW, Desk, desk
from .reading import read, text_of, with_class
from .server import DemoSite


def lead(site: DemoSite, key: str, language: str = "en") -> str:
    """The lead an anonymous reader gets."""
    return text_of(with_class(read(site.address(key, language)), "lead")[0])


def is_cached(site: DemoSite, key: str) -> bool:
    """Whether anonymous readers get this page from the cache: then it may be kept and asked for again."""
    answers = [requests.get(site.address(key), timeout=60) for _time in range(4)]
    return all(answer.headers.get("ETag") for answer in answers)


def test_a_sentence_changes_in_two_languages_at_once(own_site: DemoSite, browser: Browser):
    """English published, read at once; then its German translation renewed, published, read at once."""
    english, german = "This sentence is new, and everybody reads it.", "Dieser Satz ist neu, und alle lesen ihn."
    before = {code: lead(own_site, "background", code) for code in ("en", "hu", "de", "nl")}
    assert is_cached(own_site, "background")
    with desk(browser, own_site, "moderator") as person:
        person.open("background")
        person.write_lead(english)
        person.more(re.compile("^Publish")).click()
        person.succeeded()
        assert [lead(own_site, "background") for _each_process in range(4)] == [english] * 4
        assert lead(own_site, "background", "de") == before["de"]
        update_translations(person)
        person.open("background", "de")
        person.translate(english, german)
        assert lead(own_site, "background", "de") == before["de"]
        person.page.get_by_role("button", name="Publish in German").click()
        person.succeeded()
    assert [lead(own_site, "background", "de") for _each_process in range(4)] == [german] * 4
    assert lead(own_site, "background", "hu") == before["hu"]
    assert lead(own_site, "background", "nl") == before["nl"]


def update_translations(person: Desk) -> None:
    """Tell the translations of a page that its source has changed, without publishing them."""
    person.open("background")
    person.page.get_by_role("button", name="Actions").first.click()
    person.page.get_by_role("link", name="Sync translated pages").click()
    person.page.wait_for_url(lambda url: "/localize/update/" in url, timeout=SLOW)
    box = person.page.locator("input[name=publish_translations]")
    if box.count() and box.is_checked():
        box.uncheck()
    person.page.locator("main form button[type=submit], main form input[type=submit]").last.click()
    person.page.wait_for_url(lambda url: "/localize/update/" not in url, timeout=SLOW)


def test_an_editor_proposes_a_moderator_approves(own_site: DemoSite, browser: Browser):
    """Without the right to publish, a change waits until a moderator has approved it."""
    proposal, before = "An editor proposed this sentence.", lead(own_site, "aims")
    with desk(browser, own_site, "editor") as person:
        person.open("aims")
        assert person.page.locator("button[name=action-publish]").count() == 0
        person.write_lead(proposal)
        submit = person.page.locator("button[name=action-submit]").first
        if not submit.is_visible():
            person.page.locator("footer").get_by_role("button", name="More actions").first.click()
        submit.click()
        person.succeeded()
    assert lead(own_site, "aims") == before
    with desk(browser, own_site, "moderator") as person:
        expect(person.page.locator("main")).to_contain_text(own_site.page("aims")["title"])
        person.open("aims")
        person.page.locator("footer").get_by_role("button", name="More actions").first.click()
        person.page.locator("button[data-workflow-action-name=approve]").first.click()
        person.succeeded()
    assert [lead(own_site, "aims") for _each_process in range(4)] == [proposal] * 4


def test_a_translator_edits_a_german_sentence(own_site: DemoSite, browser: Browser):
    """Seeded strings are translations like others: a translator improves one, publishes, and it is read at once."""
    source, text = lead(own_site, "model"), "Eine Übersetzerin hat diesen Satz verbessert."
    english = own_site.page("model")["id"]
    with desk(browser, own_site, "translator") as person:
        person.open("model", "de")
        person.translate(source, text)
        person.page.get_by_role("button", name="Publish in German").click()
        person.succeeded()
        person.page.goto(f"{own_site.url}/admin/pages/{english}/edit/")
        assert person.page.locator("button[name=action-publish]").count() == 0, "translators don't publish the source"
    assert [lead(own_site, "model", "de") for _each_process in range(4)] == [text] * 4
    assert lead(own_site, "model") == source
