"""A task goes from the first file to "accepted", and a thread from a question to an answer, in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .server import DemoSite
from .test_axe import AXE, TOO_WIDE, violations
from .test_uploads import SIGN_IN
from .watch import Watch

STAGE = """
from django.urls import reverse
from django.utils import timezone, translation
from courses.demo.loader import page_key
from courses.demo.school_tasks import task_id
from courses.models import Cohort, CohortPerson, CourseIntensity, Enrolment
from portal.accounts.models import User
values = {"weeks": 14, "hours_online": 16, "hours_session": 10, "hours_school": 14}
rule, _ = CourseIntensity.objects.get_or_create(course=page_key("course"), code="medium", defaults=values)
cohort = Cohort.objects.create(course=page_key("course"), name="Browser cohort", intensity=rule, state="open")
people = {}
for name in ("eva", "mia", "claudia"):
    person = User.objects.create(email=f"{name}@schule.example", display_name=name.title(), language="de")
    people[name] = person
for place, name in enumerate(("eva", "mia"), start=1):
    Enrolment.objects.create(
        cohort=cohort, user=people[name], state="active", place=place, active_since=timezone.now()
    )
CohortPerson.objects.create(cohort=cohort, user=people["claudia"], role="facilitator")
with translation.override("en"):
    print(reverse("courses:school_task", args=[page_key("m0/module"), task_id("m0/module", "T-M0")]))
    print(reverse("courses:talk_page", args=[cohort.uuid, page_key("m0/unit-1")]))
"""
SUBMISSION = """
from courses.models import Submission
row = Submission.objects.get(enrolment__user__email="{email}", enrolment__cohort__name="Browser cohort")
print(f"/en/my-course/submissions/{{row.uuid}}/")
"""
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def addresses(own_site: DemoSite) -> list[str]:
    """The task's page, and the discussion of a unit."""
    return own_site.shell(STAGE).split()[-2:]


@pytest.fixture
def enter(browser: Browser, own_site: DemoSite, addresses: list[str]) -> Iterator[Enter]:
    """`enter("eva", width=360)`: a browser in which she is signed in."""
    opened: list[BrowserContext] = []

    def make(name: str, width: int = 1280, **options: object) -> Page:
        size = {"width": width, "height": 800}
        context = browser.new_context(locale="en-GB", reduced_motion="reduce", viewport=size, **options)
        session = own_site.shell(SIGN_IN.format(email=f"{name}@schule.example")).split()[-1]
        context.add_cookies([{"name": "sessionid", "value": session, "url": own_site.url}])
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


def button(page: Page, name: str) -> None:
    """Press it."""
    page.get_by_role("button", name=name, exact=True).click()


def state(page: Page) -> str:
    """What the head of the page says."""
    return page.locator(".opening .state").inner_text()


def clean(page: Page) -> None:
    """No violation, nothing wider than the screen."""
    assert not page.evaluate(TOO_WIDE)
    page.evaluate(AXE)
    problems = list(violations(page))
    assert not problems, "\n".join(problems[:20])


def test_handed_in_with_a_file_given_back_and_accepted(
    enter: Enter, own_site: DemoSite, addresses: list[str], tmp_path: Path
):
    """With script: the file goes in parts, and "Hand in" still means it when the file has arrived."""
    notes = tmp_path / "notes.txt"
    notes.write_text("9:12 Birch waits")
    eva = enter("eva")
    watch = Watch(eva)
    eva.goto(own_site.url + addresses[0])
    eva.get_by_role("textbox", name="Your text").fill("Our three rules")
    expect(eva.locator("[data-saved]")).to_contain_text("Saved at")
    eva.reload()
    expect(eva.get_by_role("textbox", name="Your text")).to_have_value("Our three rules")
    eva.get_by_label(re.compile("Add a file")).set_input_files(notes)
    button(eva, "Hand in")
    expect(eva.locator(".opening .state")).to_have_text("Handed in", timeout=30_000)
    expect(eva.get_by_role("link", name=re.compile("notes.txt"))).to_be_visible()

    claudia = enter("claudia", 360)
    claudia.goto(own_site.url + own_site.shell(SUBMISSION.format(email="eva@schule.example")).split()[-1])
    expect(claudia.get_by_text("Our three rules").first).to_be_visible()
    clean(claudia)
    with claudia.expect_download() as download:
        claudia.get_by_role("link", name=re.compile("notes.txt")).click()
    assert Path(download.value.path()).read_text() == "9:12 Birch waits"
    claudia.get_by_label("Your words to the learner").fill("Clear rules. Who covers on Friday?")
    button(claudia, "Give back to be revised")
    expect(claudia.locator(".opening .state")).to_have_text("To be revised")

    eva.reload()
    expect(eva.get_by_text("Who covers on Friday?")).to_be_visible()
    eva.get_by_role("textbox", name="Your text").fill("Our three rules. Markus covers.")
    button(eva, "Hand in again")
    expect(eva.locator(".opening .state")).to_have_text("Handed in")
    clean(eva)
    claudia.reload()
    claudia.get_by_label("Your words to the learner").fill("Accepted with pleasure")
    button(claudia, "Accept")
    expect(claudia.locator(".opening .state")).to_have_text("Accepted")
    eva.reload()
    assert state(eva) == "Accepted"
    expect(eva.get_by_role("button", name="Hand in again")).to_have_count(0)
    assert not watch.problems


def test_the_same_without_script_on_a_phone(enter: Enter, own_site: DemoSite, addresses: list[str], tmp_path: Path):
    """A plain form: draft with a file, then handed in, then accepted."""
    notes = tmp_path / "sheet.txt"
    notes.write_text("Cedar asks: of what?")
    mia = enter("mia", 360, java_script_enabled=False)
    mia.goto(own_site.url + addresses[0])
    mia.get_by_role("textbox", name="Your text").fill("First words")
    mia.get_by_label(re.compile("Add a file")).set_input_files(notes)
    button(mia, "Store as a draft")
    assert state(mia) == "Open"
    expect(mia.get_by_role("textbox", name="Your text")).to_have_value("First words")
    expect(mia.get_by_role("link", name=re.compile("sheet.txt"))).to_be_visible()
    button(mia, "Hand in")
    assert state(mia) == "Handed in"
    claudia = enter("claudia", 360, java_script_enabled=False)
    claudia.goto(own_site.url + own_site.shell(SUBMISSION.format(email="mia@schule.example")).split()[-1])
    claudia.get_by_label("Your words to the learner").fill("Thank you")
    button(claudia, "Accept")
    assert state(claudia) == "Accepted"


def test_a_thread_is_begun_and_a_colleague_is_called(enter: Enter, own_site: DemoSite, addresses: list[str]):
    """With script an @ offers names; the keyboard is enough."""
    eva = enter("eva", 360)
    eva.goto(own_site.url + addresses[1])
    eva.get_by_label("What is it about?").fill("Where do you look?")
    text = eva.get_by_role("textbox", name="Your text")
    text.press_sequentially("I look at the front. @mi")
    expect(eva.get_by_role("button", name="Mia")).to_be_visible()
    clean(eva)
    eva.get_by_role("button", name="Mia").press("Enter")
    expect(text).to_have_value("I look at the front. @Mia ")
    expect(text).to_be_focused()
    text.press_sequentially("and you?")
    button(eva, "Begin the thread")
    expect(eva.get_by_text("Told by mail: Mia")).to_be_visible()
    clean(eva)
    mia = enter("mia", java_script_enabled=False)
    mia.goto(own_site.url + addresses[1])
    expect(mia.locator(".talk-thread .badge")).to_have_text("new")
    mia.get_by_role("link", name="Where do you look?").click()
    mia.get_by_role("textbox", name="Your text").fill("At the last row, since yesterday.")
    mia.get_by_label("Language of your text").select_option("nl")
    button(mia, "Send the answer")
    expect(mia.locator(".talk-text[lang=nl]")).to_have_text("At the last row, since yesterday.")
