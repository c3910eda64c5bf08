"""The room's own screens in every language: clean for axe by day and by night, on a phone and on a desk."""

from collections.abc import Iterator
from uuid import uuid5

import pytest
from playwright.sync_api import Browser, Page

from courses.demo.cohorts import NAMESPACE

from .activities import sessions_of, sign_in
from .places import lesson
from .server import DemoSite
from .test_axe import AXE, TOO_WIDE, violations
from .watch import Watch
from .words import LANGUAGES

pytestmark = pytest.mark.e2e
SPRING = uuid5(NAMESPACE, "spring")
LEARNER, GUIDE = "learner@ls4vet.example", "facilitator@ls4vet.example"
LEARNERS = ("my-course/sessions/", "my-course/journal/", f"my-course/talk/{SPRING}/", "certificates/mine/")
GUIDES = (
    f"my-course/lead/{SPRING}/",
    f"my-course/lead/{SPRING}/matrix/",
    f"my-course/cohorts/{SPRING}/manage/",
    f"my-course/cohorts/{SPRING}/sessions/",
    f"certificates/cohorts/{SPRING}/",
)


@pytest.fixture(scope="module")
def people(own_site: DemoSite, browser: Browser) -> Iterator[dict[str, Page]]:
    """A learner and a facilitator of the demo, each at a browser."""
    pages = {}
    for person, session in zip((LEARNER, GUIDE), sessions_of(own_site, {LEARNER: "", GUIDE: ""}), strict=True):
        context = browser.new_context(reduced_motion="reduce", locale="en-GB")
        pages[person] = sign_in(context, own_site, session).new_page()
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_learners_screens(own_site: DemoSite, people: dict[str, Page], language: str) -> None:
    own = [lesson(own_site, language, "ModulePage", 1), lesson(own_site, language, "UnitPage", 3)]
    look(people[LEARNER], [*own, *(f"{own_site.url}/{language}/{path}" for path in ("my-course/", *LEARNERS))])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_facilitators_screens(own_site: DemoSite, people: dict[str, Page], language: str) -> None:
    look(people[GUIDE], [f"{own_site.url}/{language}/{path}" for path in GUIDES])


def look(page: Page, addresses: list[str]) -> None:
    """No sideways scrolling at 320 px, nothing axe objects to, nothing in the console."""
    watch, found = Watch(page), []
    for address in addresses:
        page.set_viewport_size({"width": 320, "height": 800})
        answer = page.goto(address, wait_until="load")
        assert answer is not None
        if answer.status != 200:
            found.append(f"{address}: {answer.status}")
            continue
        if wide := page.evaluate(TOO_WIDE):
            found.append(f"{address} at 320 px: {wide}")
        page.evaluate(AXE)
        found += [f"{address}: {problem}" for problem in violations(page)]
    assert not found, "\n".join(found[:40])
    assert not watch.problems, "\n".join(sorted(set(watch.problems)))
