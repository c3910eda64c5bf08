"""A translator's day at the desk: what waits, putting it into words, and readers who get it at once."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from .admin import SLOW, Desk, desk
from .reading import read, text_of, with_class
from .server import DemoSite
from .test_axe import AXE, RUN, TOO_WIDE

MATRIX = "/admin/translations/"


def lead(site: DemoSite, key: str, language: str) -> str:
    """The lead an anonymous reader gets."""
    return text_of(with_class(read(site.address(key, language)), "lead")[0])


def look(person: Desk, **query: str) -> None:
    """The matrix, filtered by its form."""
    person.page.goto(person.site.url + MATRIX)
    search = person.page.get_by_role("search", name="Filter the texts")
    for name, value in query.items():
        if name == "title":
            search.get_by_label("Words").fill(value)
        else:
            search.get_by_label(name.capitalize(), exact=True).select_option(label=value)
    search.get_by_role("button", name="Show").click()
    person.page.wait_for_load_state()


def cell(person: Desk, title: str, language: str) -> Locator:
    """Where a thing and a language meet."""
    row = person.page.locator(".desk tbody tr").filter(has=person.page.locator("label").get_by_text(title, exact=True))
    return row.get_by_role("link", name=re.compile(f"{language}$"))


def string(person: Desk, source: str) -> Locator:
    """The part of the screen that holds this source; pages through."""
    found = person.page.locator(".desk-string").filter(
        has=person.page.locator(".desk-words").get_by_text(source, exact=True)
    )
    while not found.count():
        further = person.page.get_by_role("navigation", name="Pages of the list").get_by_role("link", name="Further")
        address = further.get_attribute("href")
        further.click()
        person.page.wait_for_url(f"**{address}")
    return found.first


def save(person: Desk) -> None:
    """Press the button below."""
    person.page.get_by_role("button", name="Save", exact=True).click()
    person.page.wait_for_load_state()


def accessible(person: Desk) -> None:
    """Nothing for axe to find, nothing wider than a phone."""
    person.page.set_viewport_size({"width": 320, "height": 800})
    assert person.page.evaluate(TOO_WIDE) == ""
    person.page.set_viewport_size({"width": 1280, "height": 900})
    person.page.evaluate(AXE)
    found = person.page.evaluate(RUN.replace("document, {", "document.querySelector('main'), {"), {})
    assert found == []


def test_one_changed_sentence_makes_three_cells_wait_until_they_are_translated(own_site: DemoSite, browser: Browser):
    english, german = "Why we began, in one sentence.", "Warum wir begonnen haben, in einem Satz."
    before = {code: lead(own_site, "background", code) for code in ("hu", "de", "nl")}
    title = own_site.page("background")["title"]
    with desk(browser, own_site, "moderator") as editor:
        editor.open("background")
        editor.write_lead(english)
        editor.more(re.compile("^Publish")).click()
        editor.succeeded()
    assert {code: lead(own_site, "background", code) for code in before} == before
    with desk(browser, own_site, "translator") as person:
        look(person, state="Stale", words="in one sentence", language="Deutsch")
        expect(person.page.locator(".desk tbody tr")).to_have_count(1)
        assert "q=in+one+sentence" in person.page.url
        look(person, state="Stale")
        expect(person.page.locator(".desk .state--stale")).to_have_count(3)
        expect(person.page.locator(".desk .state--source")).to_have_count(1)
        accessible(person)
        cell(person, title, "Deutsch").click()
        expect(person.page.locator(".desk-string")).to_have_count(1)
        expect(person.page.locator(".desk-string textarea").first).to_be_focused()
        expect(person.page.locator(".desk-diff ins")).to_contain_text(english)
        accessible(person)
        person.page.locator(".desk-string textarea").first.fill(german)
        save(person)
        assert lead(own_site, "background", "de") == before["de"]
        person.page.get_by_role("button", name="Save and publish (Deutsch)").click()
        person.succeeded()
        look(person, state="Stale")
        expect(person.page.locator(".desk .state--stale")).to_have_count(2)
    assert [lead(own_site, "background", "de") for _each_process in range(4)] == [german] * 4
    assert lead(own_site, "background", "hu") == before["hu"]


def test_a_label_and_a_string_of_the_interface_are_reworded(own_site: DemoSite, browser: Browser):
    with desk(browser, own_site, "translator") as person:
        look(person, kind="Labels", words="big idea")
        person.page.locator(".desk tbody tr").first.get_by_role("link", name=re.compile("Magyar$")).click()
        field = person.page.locator(".desk-string textarea").first
        label = field.input_value() + " (új)"
        field.fill(label)
        save(person)
        person.succeeded()
        look(person, kind="Interface", words="templates/components")
        cell(person, "Interface: templates/components", "Magyar").click()
        part = string(person, "Search")
        part.locator("textarea").first.fill("Keressen")
        save(person)
        person.succeeded()
    for _each_process in range(4):
        page = text_of(read(own_site.address("home", "hu")))
        assert "Keressen" in page
        assert label in page


def test_a_lost_placeholder_is_refused_and_nothing_typed_is_lost(own_site: DemoSite, browser: Browser):
    with desk(browser, own_site, "translator") as person:
        look(person, kind="Interface", words="templates/admin_panels")
        cell(person, "Interface: templates/admin_panels", "Nederlands").first.click()
        part = string(person, "Page %(number)s of %(total)s")
        part.locator("textarea").first.fill("Pagina zonder getal")
        save(person)
        problem = person.page.get_by_role("alert").filter(has_text="Not everything was saved")
        expect(problem).to_contain_text("“%(number)s” is missing")
        expect(string(person, "Page %(number)s of %(total)s").locator("textarea").first).to_have_value(
            "Pagina zonder getal"
        )
        accessible(person)


def test_the_glossary_warns_where_the_agreed_word_is_not_used(own_site: DemoSite, browser: Browser):
    with desk(browser, own_site, "translator") as person:
        look(person, kind="Pages", words=own_site.page("cycle")["title"])
        cell(person, own_site.page("cycle")["title"], "Deutsch").first.click()
        strings = person.page.locator(".desk-string").filter(has_not_text="<a id")
        part = strings.filter(has=person.page.locator(".desk-terms")).first
        agreed, place = part.locator(".desk-terms b").first.inner_text(), part.get_attribute("id")
        part.locator("textarea").first.fill("Etwas ganz anderes.")
        save(person)
        expect(person.page.locator(f"#{place} .desk-warning").first).to_contain_text(f"“{agreed}”")


@pytest.mark.parametrize("name", ["PO (gettext)", "XLIFF 1.2"])
def test_a_file_goes_out_and_comes_back(own_site: DemoSite, browser: Browser, name: str, tmp_path):
    with desk(browser, own_site, "translator") as person:
        look(person, kind="Labels", words="news category")
        form = person.page.locator("#desk-export")
        form.get_by_label("Language").select_option(label="Nederlands")
        form.get_by_label("Strings").select_option(label="all")
        form.get_by_label("Format").select_option(label=name)
        with person.page.expect_download() as waiting:
            form.get_by_role("button", name="Download").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        old, new = ("Project", f"Project via {name.split()[0]}") if "PO" in name else ("Project via PO", "Project")
        text = path.read_text()
        text = text.replace(f'msgstr "{old}"', f'msgstr "{new}"').replace(f">{old}</target>", f">{new}</target>")
        path.write_text(text)
        person.page.goto(person.site.url + MATRIX + "import/")
        accessible(person)
        person.page.get_by_label("File, 5 MB at most").set_input_files(path)
        person.page.get_by_role("button", name="Show what would change").click()
        row = person.page.get_by_role("checkbox", name=re.compile("replaces what is there"))
        expect(row).to_have_count(1, timeout=SLOW)
        expect(row).not_to_be_checked()
        accessible(person)
        row.check()
        person.page.get_by_role("button", name="Store what is ticked").click()
        person.succeeded()
    assert ("via PO" in text_of(read(f"{own_site.url}/nl/nieuws/"))) == ("PO" in name)
