"""A hostile library in the player reaches nothing: each attempt is made in a browser, and each is named here."""

import pytest
from playwright.sync_api import BrowserContext, Page

from .activities import BOSS, session_of
from .server import DemoSite

PREPARE = """
from courses.services import h5p_play
from django.utils import timezone
secret = install(boss, manifest={"title": "Secret"})
goal = h5p_play.frame_path(secret, "en", timezone.now()) + "content/images/bench.png"
print(install(boss, "hostile", content={"goal": goal}).uuid, install(boss).uuid)
"""
KEPT = """
from courses.models import H5PAttempt, H5PState, H5PStatement
from portal.accounts.models import User
person = User.objects.get(email="{email}")
print(person.display_name, H5PAttempt.objects.filter(user=person, finished_at__isnull=False).count(),
      H5PStatement.objects.filter(attempt__user=person).count(), H5PState.objects.filter(user=person).count() <= 60)
"""
REFUSED = ("refused", "empty", "nothing")
EMAIL = "attacked@ls4vet.example"


@pytest.fixture(scope="module")
def uuids(own_site: DemoSite) -> list[str]:
    """The hostile activity and a good one."""
    return own_site.shell(BOSS + PREPARE).split()


@pytest.fixture
def learner(own_site: DemoSite, context: BrowserContext) -> Page:
    """Somebody signed in, whose cookie is worth stealing."""
    key = session_of(own_site, EMAIL)
    context.add_cookies([{"name": "sessionid", "value": key, "url": own_site.url}])
    return context.new_page()


@pytest.mark.e2e
def test_a_hostile_library_reaches_nothing(own_site: DemoSite, uuids: list[str], learner: Page):
    answered: list[str] = []
    learner.on("response", lambda answer: answered.append(answer.request.frame.url[:40] + " " + answer.url))
    address = f"{own_site.url}/en/activities/{uuids[0]}/"
    learner.goto(address)
    frame = learner.frame_locator("[data-activity] iframe")
    frame.locator("ul[data-done]").wait_for(timeout=90_000)
    results = {line.get_attribute("data-attack"): line.inner_text() for line in frame.locator("[data-attack]").all()}
    assert len(results) >= 40
    reached = {name: text for name, text in results.items() if not text.startswith(REFUSED)}
    # A click, a submit and a changed address say nothing of themselves: what they brought is looked at below.
    assert reached.keys() <= {"top: link", "top: form", "top: address"}, reached
    assert learner.url == address
    # Links may open tabs, after a click; such a tab knows nothing of the frame, nor the frame of the tab.
    others = [page for page in learner.context.pages if page != learner]
    assert all(page.url.endswith("?pop-up") and page.evaluate("window.opener") is None for page in others)
    from_frame = {line.split(" ", 1)[1] for line in answered if "/h5p/" in line.split(" ", 1)[0]}
    folders = ("h5p/", "static/h5p/", "static/courses/h5p/", "static/portal/fonts/")
    allowed = tuple(f"{own_site.url}/{folder}" for folder in folders)
    assert [url for url in from_frame if not url.startswith((*allowed, "data:", "blob:"))] == []
    assert learner.locator("[data-activity] iframe").evaluate("frame => frame.offsetHeight") <= 30_000
    learner.wait_for_timeout(4_000)
    assert own_site.shell(KEPT.format(email=EMAIL)).split() == ["Lea", "0", "0", "True"]
    assert {cookie["name"] for cookie in learner.context.cookies()} <= {"sessionid", "csrftoken", "language"}


@pytest.mark.e2e
def test_the_frame_stays_without_an_origin_when_it_is_opened_by_itself(
    own_site: DemoSite, uuids: list[str], learner: Page
):
    learner.goto(f"{own_site.url}/en/activities/{uuids[0]}/")
    frame = learner.locator("[data-activity]").get_attribute("data-frame")
    learner.goto(own_site.url + frame)
    assert learner.evaluate("window.origin") == "null"
    assert learner.evaluate("document.cookie = 'a=1'; document.cookie") == ""
    with pytest.raises(Exception, match="SecurityError"):
        learner.evaluate("delete document.cookie; document.cookie")


@pytest.mark.e2e
def test_an_activity_cannot_lead_its_frame_to_a_page_of_the_site(own_site: DemoSite, uuids: list[str], learner: Page):
    learner.goto(f"{own_site.url}/en/activities/{uuids[1]}/")
    learner.frame_locator("[data-activity] iframe").get_by_text("She was bored.").wait_for()
    inside = learner.frames[-1]
    assert inside.evaluate("H5PIntegration.reportingIsEnabled")  # books have their button to hand in
    for goal in (f"{own_site.url}/en/account/", "https://elsewhere.example/"):
        inside.evaluate("goal => { location.href = goal }", goal)
        learner.wait_for_timeout(1_000)
        assert "Lea" not in learner.frames[-1].locator("body").inner_text()
