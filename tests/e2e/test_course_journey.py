"""A teacher's way on a phone: in, a unit in German, on in Hungarian, done in Dutch; people enrolled from a list."""

import re
from collections.abc import Iterator
from uuid import uuid5

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.demo.cohorts import NAMESPACE

from .activities import MANAGERS, SIGN_IN, player, session_of, sessions_of, sign_in
from .admin import SLOW
from .seed import manage
from .server import DemoSite
from .test_axe import ALL_RULES, AXE, RUN, TOO_WIDE
from .watch import Watch

pytestmark = pytest.mark.e2e
PACE = uuid5(NAMESPACE, "pace")
NEWCOMER = """
from courses.models import Enrolment, H5PAttempt, H5PState
from portal.people.signals import trust_address
for model in (Enrolment, H5PAttempt, H5PState):  # a second try begins like the first
    model.objects.filter(user__email="vera.lang@htl-wn.example").delete()
print(signed_in("vera.lang@htl-wn.example"))
trust_address(User.objects.get(email="vera.lang@htl-wn.example"))
"""
UNITS = """
from courses.models import UnitPage
for page in UnitPage.objects.filter(number="0.2").select_related("locale"):
    print("unit", page.locale.language_code, page.url)
"""
LIST = """E-Mail;Name;Sprache
lena.wagner@bs-krems.example;Lena Wagner;Deutsch
ildiko.nagy@szakkepzo.example;Nagy Ildikó;magyar
no address;Nobody;nl
"""
IN = """
from courses.models import CohortInvitation, Enrolment
for row in Enrolment.objects.filter(cohort__uuid="{cohort}", state="active").select_related("user"):
    print("in", row.user.email)
for row in CohortInvitation.objects.filter(cohort__uuid="{cohort}").exclude(email=""):
    print("invited", row.email)
"""


def phone(browser: Browser, site: DemoSite, session: str) -> Page:
    """A phone of 360 px, signed in."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(viewport=size, locale="de-AT", reduced_motion="reduce")
    page = sign_in(context, site, session).new_page()
    page.set_default_timeout(SLOW)
    return page


@pytest.fixture
def vera(own_site: DemoSite, browser: Browser) -> Iterator[Page]:
    """Somebody new, on her phone."""
    page = phone(browser, own_site, own_site.shell(SIGN_IN + NEWCOMER).split()[-1])
    yield page
    page.context.close()


def sound(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing."""
    assert page.evaluate(TOO_WIDE) == ""
    page.evaluate(AXE)
    assert page.evaluate(RUN, ALL_RULES) == []


def test_begun_in_german_gone_on_in_hungarian_done_in_dutch(own_site: DemoSite, vera: Page):
    units = dict(line.split()[1:] for line in own_site.shell(UNITS).splitlines() if line.startswith("unit "))
    problems = Watch(vera).problems
    vera.goto(f"{own_site.url}/de/my-course/cohorts/{PACE}/join/")
    sound(vera)
    vera.locator("main form button[type=submit]").click()
    expect(vera).to_have_url(re.compile(r"/de/my-course/[0-9a-f-]{36}/$"))
    vera.locator(f"main a[href^='{units['de']}']").first.click()
    rows = vera.locator("[data-standing] li")
    expect(rows).to_have_count(3)
    expect(vera.locator("[data-standing] li.todo")).to_have_count(3)

    question = vera.locator("section.question").first  # in German: the question, and the end of the text
    question.locator("input[type=radio]").first.check()
    question.locator("button[type=submit]:not([name])").click()
    expect(vera.locator("section.question [data-result]").first).to_be_focused()
    expect(vera.locator("[data-standing] li.done")).to_have_count(1)  # at once, without loading the page
    vera.locator("[data-activity]").scroll_into_view_if_needed()  # it grows while it loads: nothing moves afterwards
    expect(vera.locator("[data-activity-waiting]")).to_be_hidden(timeout=SLOW)
    vera.locator("[data-read-after] button").press("Enter")
    expect(vera.locator("[data-standing] li.done")).to_have_count(2)
    sound(vera)

    vera.evaluate("scrollTo(0, 0)")
    vera.locator("button[popovertarget=languages]").click()  # half-way
    vera.locator("#languages a[hreflang=hu]").click()
    expect(vera).to_have_url(re.compile(f"{re.escape(own_site.url + units['hu'])}(#.*)?$"))
    expect(vera.locator("[data-standing] li.done")).to_have_count(2)
    expect(vera.locator("[data-read-after]")).to_have_count(0)
    expect(vera.locator("section.question input[type=radio]").first).to_be_checked()
    vera.locator("[data-activity]").scroll_into_view_if_needed()
    expect(vera.locator("[data-activity-waiting]")).to_be_hidden(timeout=SLOW)
    player(vera).locator(".ls-button--first").click()
    expect(vera.locator("[data-standing] li.done")).to_have_count(3)
    sound(vera)

    vera.goto(own_site.url + units["nl"])  # and Dutch shows it done
    expect(vera.locator("#h-missing")).to_have_text("Deze les is klaar")
    expect(vera.locator("[data-standing] li.done")).to_have_count(3)
    vera.goto(f"{own_site.url}/nl/my-course/")
    expect(vera.locator(".ring-centre")).to_contain_text("1")
    sound(vera)
    assert problems == []


def test_to_work_progress_out_again_changes_nothing(own_site: DemoSite):
    """The whole demo, with the journey above in it."""
    assert manage("recount_course", env=own_site.env).strip() == "Nothing differs."


def test_a_list_of_people_is_looked_at_and_then_enrolled(own_site: DemoSite, browser: Browser):
    (session,) = sessions_of(own_site, {"chief@ls4vet.example": MANAGERS})
    chief = phone(browser, own_site, session)
    chief.goto(f"{own_site.url}/en/my-course/cohorts/{PACE}/manage/")
    sound(chief)
    chief.locator(f"a[href$='/cohorts/{PACE}/enrol/']").click()
    sound(chief)
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1250")}
    chief.get_by_label("List of people (CSV)").set_input_files(file)
    chief.get_by_role("button", name="Look at it first").click()
    expect(chief.locator("main table tbody tr")).to_have_count(3)
    sound(chief)
    chief.get_by_role("button", name="Do this for 2 people").click()
    expect(chief.locator("main table tbody tr")).to_have_count(3)
    expect(chief.locator("main")).to_contain_text("Nagy Ildikó")
    sound(chief)
    done = own_site.shell(IN.format(cohort=PACE))
    assert "in lena.wagner@bs-krems.example" in done  # has an account
    assert "invited ildiko.nagy@szakkepzo.example" in done
    guide = phone(browser, own_site, session_of(own_site, "facilitator@ls4vet.example"))
    assert guide.goto(f"{own_site.url}/en/my-course/cohorts/{PACE}/enrol/").status == 403  # for managers only
    for page in (chief, guide):
        page.context.close()
