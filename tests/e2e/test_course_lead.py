"""A facilitator on a phone: finds who is stuck, writes a note, sends a message; by day and by night."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .activities import sessions_of, sign_in
from .server import DemoSite

pytestmark = pytest.mark.e2e
GUIDE = "guide@lead.example"
COHORT = """
import json
from datetime import timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from courses.demo.loader import page_key
from courses.models import Cohort, CohortPerson, CourseIntensity, Enrolment, Team, UnitDone, UnitVisit
from courses.services import outline
from portal.accounts.models import User
course = outline.course(page_key("course"), "en")
hours = dict(hours_online=10, hours_session=10, hours_school=10, weeks=14)
intensity, _ = CourseIntensity.objects.get_or_create(course=course.key, code="medium", defaults=hours)
values = dict(course=course.key, intensity=intensity, state="open")
cohort = Cohort.objects.create(name="Spring 2027, Wiener Neustadt", **values)
guide = User.objects.get(email="guide@lead.example")
CohortPerson.objects.create(cohort=cohort, user=guide, role="facilitator")
team = Team.objects.create(cohort=cohort, name="Landesberufsschule", school="LBS Waldegg")
names = ["Szilvia Hegedűs", "Johannes Brandstätter", "Femke van den Heuvel", "Maria Grech"]
names += ["Ferenc Tóth", "Anna Wimmer"]
now, units = timezone.now(), [unit.key for unit in course.units]
for place, name in enumerate(names):
    language = ["hu", "de", "nl"][place % 3]
    person = User.objects.create(email=f"l{place}@lead.example", display_name=name, language=language)
    when = dict(active_since=now - timedelta(60), last_seen_at=now - timedelta(place * 5))
    values = dict(state="active", place=place, team=team if place < 2 else None, **when)
    row = Enrolment.objects.create(cohort=cohort, user=person, **values)
    for number, unit in enumerate(units[: place + 2]):
        at = now - timedelta(days=40 - number)
        UnitVisit.objects.create(enrolment=row, unit=unit, first_at=at, last_at=at, language="en")
        if number <= place:
            UnitDone.objects.create(enrolment=row, unit=unit, done_at=at)
print(cohort.uuid)
"""
SAID = """
import json
from courses.models import CohortMessage, Note
from portal.mail.models import OutgoingMail
print(json.dumps([
    list(Note.objects.values_list("text", "enrolment__user__display_name")),
    [[one.subject, one.language, sorted(r.enrolment.user.display_name for r in one.receipts.all())]
     for one in CohortMessage.objects.all()],
    sorted(OutgoingMail.objects.filter(template="course_message").values_list("to", "language")),
]))
"""


@dataclass
class Room:
    """A site with a cohort, and the session of who leads it."""

    site: DemoSite
    session: str
    cohort: str

    @property
    def url(self) -> str:
        return f"{self.site.url}/en/my-course/lead/{self.cohort}/"


@pytest.fixture(scope="module")
def room(own_site: DemoSite) -> Room:
    """Six learners at different places; all but one are stuck."""
    (session,) = sessions_of(own_site, {GUIDE: "Facilitators"})
    return Room(own_site, session, own_site.shell(COHORT).split()[-1])


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, room: Room, browser: Browser) -> Iterator[Page]:
    """A phone of 360 px, by day or by night."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(viewport=size, reduced_motion="reduce", color_scheme=request.param)
    yield sign_in(context, room.site, room.session).new_page()
    context.close()


def fits(page: Page) -> None:
    """No sideways scrolling, nothing axe objects to."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_the_screens_fit_a_phone_by_day_and_by_night(phone: Page, room: Room):
    lead = room.url.removesuffix(f"{room.cohort}/")
    for address in (lead, room.url, f"{room.url}matrix/", f"{room.url}matrix/?view=table", f"{room.url}message/?all=1"):
        phone.goto(address)
        expect(phone.locator("h1")).to_be_visible()
        fits(phone)


@pytest.mark.parametrize("phone", ["light"], indirect=True)
def test_find_who_is_stuck_note_it_and_write(phone: Page, room: Room):
    """What the facilitator does on the tram."""
    phone.goto(room.url)
    phone.get_by_role("link", name="Who is where").click()
    phone.get_by_label("State", exact=True).select_option("stuck")
    phone.get_by_label("Name", exact=True).fill("hegedus")
    phone.get_by_role("button", name="Show", exact=True).click()
    expect(phone.get_by_role("status")).to_have_text("1 of 6 learners")
    phone.get_by_role("link", name="Szilvia Hegedűs").click()
    fits(phone)
    phone.get_by_label("Note", exact=True).fill("Her school changed the timetable.")
    phone.get_by_role("button", name="Keep the note").click()
    expect(phone.get_by_text("The note is kept.")).to_be_visible()
    phone.goto(f"{room.url}matrix/")
    for name in ("Szilvia Hegedűs", "Johannes Brandstätter"):
        phone.get_by_role("checkbox", name=name).check()
    phone.get_by_role("button", name="Write to the chosen").click()
    phone.get_by_label("Subject").fill("Nächste Woche")
    phone.get_by_role("textbox", name="Message").fill("Brauchen Sie Hilfe?")
    phone.get_by_label("Language you write in").select_option("de")
    phone.get_by_role("button", name="Look at it").click()
    expect(phone.locator(".lead-note[lang=de]")).to_contain_text("Brauchen Sie Hilfe?")
    fits(phone)
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_text("The message goes to 2 learners.")).to_be_visible()
    notes, messages, mails = json.loads(room.site.shell(SAID).strip().splitlines()[-1])
    assert notes[-1] == ["Her school changed the timetable.", "Szilvia Hegedűs"]
    assert messages[0] == ["Nächste Woche", "de", ["Johannes Brandstätter", "Szilvia Hegedűs"]]
    assert ["l0@lead.example", "hu"] in mails
    assert ["l1@lead.example", "de"] in mails
