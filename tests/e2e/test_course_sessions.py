"""A session in the room: the code on the wall, a phone that reads it, the list that is kept by thumb."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .server import DemoSite
from .test_accounts import sign_in, visitor

PASSWORD = "harom-faradt-tanar"
PHONE = {"width": 360, "height": 740}
MAKE = """
import json
import re
from datetime import timedelta
from django.utils import timezone
from courses.choices import CohortState, EnrolmentState
from courses.demo.loader import page_key
from courses.models import Cohort, CohortPerson, CourseIntensity, Enrolment, Session
from portal.accounts.models import User
from portal.people.signals import trust_address

def person(name):
    email = name.lower() + ".sessions@ls4vet.example"
    found = User.objects.create_user(email, "{password}", display_name=name, language="en", timezone="Europe/London")
    trust_address(found)
    return found

hours = dict(weeks=14, hours_online=16, hours_session=10, hours_school=14)
rule, made = CourseIntensity.objects.get_or_create(course=page_key("course"), code="medium", defaults=hours)
group = Cohort.objects.create(course=page_key("course"), name="In the room", intensity=rule, state=CohortState.OPEN)
CohortPerson.objects.create(cohort=group, user=person("Guide"), role="facilitator")
for number, name in enumerate(("Anna", "Berta", "Csilla"), start=1):
    values = dict(state=EnrolmentState.ACTIVE, place=number, active_since=timezone.now())
    Enrolment.objects.create(cohort=group, user=person(name), **values)
start = timezone.now() - timedelta(minutes=10)
row = Session.objects.create(cohort=group, code="S1", title="Today", start=start, end=start + timedelta(hours=2))
print(json.dumps(dict(session=str(row.uuid), cohort=str(group.uuid))))
"""


@pytest.fixture(scope="module")
def made(own_site: DemoSite) -> dict[str, Any]:
    """A cohort with a facilitator, three learners and a session that is going on."""
    return json.loads(own_site.shell(MAKE.replace("{password}", PASSWORD)).strip().splitlines()[-1])


@pytest.fixture
def guide(own_site: DemoSite, made: dict[str, Any], browser: Browser) -> Iterator[Page]:
    """The facilitator at the machine under the projector."""
    with visitor(browser, "en-GB") as page:
        sign_in(page, own_site, "guide.sessions@ls4vet.example", PASSWORD, "en")
        yield page


def fits(page: Page) -> None:
    """No sideways scrolling, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def test_attendance_by_code_on_a_phone(own_site: DemoSite, made: dict[str, Any], guide: Page, browser: Browser) -> None:
    room = f"{own_site.url}/en/my-course/sessions/{made['session']}"
    guide.goto(f"{room}/attendance/")
    guide.get_by_role("button", name="Show a code on the screen").click()
    code = guide.locator("[data-code]")
    expect(code).to_have_text(re.compile(r"^\w{6}$"))
    fits(guide)
    with visitor(browser, "en-GB") as phone:
        phone.set_viewport_size(PHONE)
        sign_in(phone, own_site, "anna.sessions@ls4vet.example", PASSWORD, "en")
        phone.goto(f"{own_site.url}/en/my-course/here/")
        phone.get_by_role("textbox", name="Code on the screen").fill("aaaaaa")
        phone.get_by_role("button", name="I am here").click()
        expect(phone.get_by_role("alert")).to_contain_text("not the code on the screen")
        expect(phone.get_by_role("textbox", name="Code on the screen")).to_have_value("aaaaaa")
        fits(phone)
        phone.get_by_role("textbox", name="Code on the screen").fill((code.text_content() or "").lower())
        phone.get_by_role("button", name="I am here").click()
        expect(phone.get_by_role("status")).to_contain_text("You are on the list")
        phone.get_by_role("link", name="To the session").click()
        expect(phone.get_by_text("You were there")).to_be_visible()
        fits(phone)
    expect(guide.locator("[data-there]")).to_have_text("1")  # the screen has asked by itself
    guide.goto(f"{room}/attendance/")
    expect(guide.get_by_role("form", name="Anna").get_by_role("button", name="Present")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_list_saves_each_touch(own_site: DemoSite, made: dict[str, Any], guide: Page) -> None:
    guide.set_viewport_size(PHONE)
    address = f"{own_site.url}/en/my-course/sessions/{made['session']}/attendance/"
    guide.goto(address)
    berta = guide.get_by_role("form", name="Berta")
    button = berta.get_by_role("button", name="Absent")
    assert button.bounding_box()["height"] >= 44
    button.click()
    expect(berta.get_by_role("status")).to_have_text("Saved")
    expect(button).to_have_attribute("aria-pressed", "true")
    fits(guide)
    guide.reload()
    expect(berta.get_by_role("button", name="Absent")).to_have_attribute("aria-pressed", "true")


def test_without_a_script(own_site: DemoSite, made: dict[str, Any], browser: Browser) -> None:
    room = f"{own_site.url}/en/my-course/sessions/{made['session']}"
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="en-GB")
    page = context.new_page()
    sign_in(page, own_site, "guide.sessions@ls4vet.example", PASSWORD, "en")
    page.goto(f"{room}/attendance/")
    csilla = page.get_by_role("form", name="Csilla")
    csilla.get_by_role("button", name="Excused").click()
    expect(csilla.get_by_role("button", name="Excused")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{room}/code/")
    for label in ("Take the code away", "Show a code"):  # either may be there: another test has shown one
        if page.get_by_role("button", name=label).count():
            page.get_by_role("button", name=label).click()
            page.goto(f"{room}/code/")
    expect(page.locator("[data-code]")).to_have_text(re.compile(r"^\w{6}$"))
    assert page.locator("meta[http-equiv=refresh]").count() == 1  # it loads itself again when the code changes
    context.close()
