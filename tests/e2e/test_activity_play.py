"""Playing: the score arrives once, another browser goes on, and nobody is shut out."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .activities import BOSS, browser_of, session_of
from .server import DemoSite

PREPARE = """
activity = install(boss)
texts = activity.parameters | {"choices": ["Háromszor megfordította a munkadarabot.", "Unatkozott."]}
activity.localisations.create(language="hu", title="Egy kérdés az óráról", parameters=texts, version=1)
print(activity.uuid)
"""
BREAK = """
from courses.integrations.h5p_storage import drop
from courses.models import H5PActivity
broken = install(boss, files={{"LS4VET.Probe-1.0/scripts/probe.js": b"/* {number} */ throw new Error()"}})
print(broken.uuid)
"""
ATTEMPTS = """
from courses.models import H5PAttempt
for one in H5PAttempt.objects.filter(user__email="player@ls4vet.example").order_by("number"):
    print(one.number, one.score, one.max_score, one.success, one.finished_at is not None, one.statements.count())
"""
EMAIL = "player@ls4vet.example"


@pytest.fixture(scope="module")
def uuid(own_site: DemoSite) -> str:
    """A question in English and Hungarian."""
    return own_site.shell(BOSS + PREPARE).split()[-1]


@pytest.fixture(scope="module")
def session(own_site: DemoSite) -> str:
    """A learner's session."""
    return session_of(own_site, EMAIL)


def opened(page: Page, site: DemoSite, uuid: str, language: str = "en"):
    """The frame, once the activity has started."""
    page.goto(f"{site.url}/{language}/activities/{uuid}/")
    expect(page.locator("[data-activity-waiting]")).to_be_hidden(timeout=30_000)
    return page.frame_locator("[data-activity] iframe")


@pytest.mark.e2e
def test_begun_here_finished_there_counted_once(own_site: DemoSite, uuid: str, session: str, browser: Browser):
    first = browser_of(browser, own_site, session)
    with first.expect_response(lambda answer: '"states":[{' in (answer.request.post_data or "")):
        opened(first, own_site, uuid).get_by_label("She turned the workpiece three times.").check()
    second = browser_of(browser, own_site, session)
    frame = opened(second, own_site, uuid)
    expect(frame.get_by_label("She turned the workpiece three times.")).to_be_checked()
    with second.expect_response(lambda answer: "verbs/answered" in (answer.request.post_data or "")) as answer:
        frame.get_by_role("button", name="Check").click()
    assert answer.value.json()["refused"] == {}
    hungarian = opened(second, own_site, uuid, "hu")
    expect(hungarian.get_by_label("Unatkozott.")).not_to_be_checked()
    lines = own_site.shell(ATTEMPTS).splitlines()
    assert lines[0].split()[:5] == ["1", "1.0", "1.0", "True", "True"]
    assert [line.split()[4] for line in lines[1:]] in ([], ["False"])


@pytest.mark.e2e
def test_keyboard_goes_in_and_out_and_colours_follow(own_site: DemoSite, uuid: str, browser: Browser):
    page = browser_of(browser, own_site, "")
    frame = opened(page, own_site, uuid)
    page.get_by_role("link", name="Skip the activity").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(frame.locator("input").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(frame.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Full screen")).to_be_focused()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    assert "session" not in (page.locator("[data-activity]").get_attribute("data-session") or "")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= 320")


@pytest.mark.e2e
def test_without_script_it_can_be_read(own_site: DemoSite, uuid: str, browser: Browser):
    page = browser_of(browser, own_site, "", java_script_enabled=False)
    page.goto(f"{own_site.url}/en/activities/{uuid}/")
    expect(page.get_by_text("She was bored.")).to_be_visible()
    expect(page.locator("[data-activity-stage]")).to_be_hidden()


@pytest.mark.e2e
def test_a_broken_activity_says_so_and_can_be_tried_again(own_site: DemoSite, uuid: str, browser: Browser):
    broken = own_site.shell(BOSS + BREAK.format(number=1)).split()[-1]
    page = browser_of(browser, own_site, "")
    page.goto(f"{own_site.url}/en/activities/{broken}/")
    expect(page.get_by_role("alert")).to_contain_text("could not be started", timeout=30_000)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be started", timeout=30_000)
