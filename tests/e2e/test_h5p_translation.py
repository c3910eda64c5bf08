"""An activity on the desk: seeded, translated with its preview beside it, played in Hungarian as the same attempt."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from .admin import SLOW, Desk, desk
from .seed import ROOT, manage
from .server import DemoSite
from .test_axe import AXE, RUN, TOO_WIDE
from .test_desk import cell, look, save, string

pytestmark = pytest.mark.e2e
TITLE = "The cycle in seven steps: dough temperature"
SOURCE = "Apprentices should decide the water temperature themselves."
BEFORE = "A péktanulók maguk döntsenek a víz hőmérsékletéről."
AFTER = "A víz hőmérsékletéről döntsenek maguk a péktanulók."
ATTEMPTS = """
import json
from courses.models import H5PAttempt
found = H5PAttempt.objects.filter(activity__uuid="{uuid}", user__email="{email}").order_by("pk")
print(json.dumps([[a.number, a.finished_at is not None] for a in found]))
"""


@pytest.fixture(scope="module")
def activities(own_site: DemoSite) -> Iterator[dict[str, str]]:
    """The project's own activities, in four languages; title to uuid."""
    manage("load_activities", str(ROOT / "tests" / "data" / "h5p"), "-v0", env=own_site.env)
    found = own_site.shell(
        "import json; from courses.models import H5PActivity; "
        "print(json.dumps({a.title: str(a.uuid) for a in H5PActivity.objects.all()}))"
    )
    return json.loads(found.strip().splitlines()[-1])


def player(page: Page) -> FrameLocator:
    """What stands inside the frame."""
    return page.frame_locator(".activity iframe")


def play(page: Page, site: DemoSite, uuid: str, language: str) -> FrameLocator:
    """The activity's own page in a language."""
    page.goto(f"{site.url}/{language}/activities/{uuid}/")
    page.locator("[data-activity-stage]").scroll_into_view_if_needed()
    return player(page)


def test_translated_on_the_desk_and_played_as_the_same_attempt(
    own_site: DemoSite, activities: dict[str, str], browser: Browser
):
    uuid = activities[TITLE]
    with desk(browser, own_site, "editor") as learner:
        expect(play(learner.page, own_site, uuid, "en").get_by_text(SOURCE)).to_be_visible(timeout=SLOW)
        expect(play(learner.page, own_site, uuid, "hu").get_by_text(BEFORE)).to_be_visible(timeout=SLOW)
        with desk(browser, own_site, "translator") as person:
            _translate(person, own_site)
        expect(play(learner.page, own_site, uuid, "hu").get_by_text(BEFORE)).to_be_visible(timeout=SLOW)
        with desk(browser, own_site, "translator") as person:
            _publish(person)
        inside = play(learner.page, own_site, uuid, "hu")
        expect(inside.get_by_text(AFTER)).to_be_visible(timeout=SLOW)
        inside.get_by_role("button", name="Sorrend ellenőrzése").click()
        learner.page.wait_for_timeout(1500)
    said = own_site.shell(ATTEMPTS.format(uuid=uuid, email=own_site.seed.accounts["editor"][0]))
    assert json.loads(said.strip().splitlines()[-1]) == [[1, True]]


def _open(person: Desk) -> None:
    look(person, kind="Activities")
    cell(person, TITLE, "Magyar").click()
    person.page.wait_for_load_state()


def _translate(person: Desk, site: DemoSite) -> None:
    """The words are in the preview as soon as they are saved; learners do not have them yet."""
    person.page.set_viewport_size({"width": 1500, "height": 900})
    _open(person)
    part = string(person, SOURCE)
    expect(part.locator("h2")).to_contain_text("Lines, in the right order, Line 1, Text")
    part.locator("textarea").first.fill(AFTER)
    save(person)
    person.succeeded()
    preview = person.page.frame_locator(".desk-preview iframe")
    expect(preview.frame_locator(".activity iframe").get_by_text(AFTER)).to_be_visible(timeout=SLOW)
    person.page.set_viewport_size({"width": 360, "height": 800})
    assert person.page.evaluate(TOO_WIDE) == ""
    expect(person.page.locator(".desk-preview")).to_be_hidden()
    with person.page.context.expect_page() as opened:
        person.page.get_by_role("link", name=re.compile("^Preview")).click()
    alone = opened.value
    expect(player(alone).get_by_text(AFTER)).to_be_visible(timeout=SLOW)
    alone.set_viewport_size({"width": 360, "height": 800})
    assert alone.evaluate(TOO_WIDE) == ""
    alone.evaluate(AXE)
    assert alone.evaluate(RUN.replace("document, {", "document.querySelector('main'), {"), {}) == []


def _publish(person: Desk) -> None:
    look(person, kind="Activities", state="Draft")
    expect(person.page.locator(".desk tbody tr")).to_have_count(1)
    cell(person, TITLE, "Magyar").click()
    person.page.get_by_role("button", name="Save and publish (Magyar)").click()
    person.succeeded()
    look(person, kind="Activities", state="Draft")
    expect(person.page.locator(".desk tbody tr")).to_have_count(0)
