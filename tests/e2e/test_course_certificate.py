"""A certificate in a real browser: issued and downloaded on a phone, opened by its QR code, refused after tampering."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from .server import DemoSite
from .test_accounts import good, sign_in, visitor

PASSWORD = "harom-faradt-tanar"
LEARNER = "katharina.hinterleitner@htl-ost.example"
MAKE = """
from courses.demo import certificates
from courses.demo.loader import page_key
from courses.models import Certificate, Cohort, CourseIntensity
from portal.accounts.models import User
from portal.people.signals import trust_address
values = {{"weeks": 14, "hours_online": 16, "hours_session": 10, "hours_school": 14}}
if not Certificate.objects.exists():
    rule, _new = CourseIntensity.objects.get_or_create(course=page_key("course"), code="medium", defaults=values)
    certificates.fill(Cohort.objects.create(course=page_key("course"), name="Now", intensity=rule))
row = Certificate.objects.get(enrolment__user__email="{email}")
person = row.enrolment.user
person.set_password("{password}")
person.save()
trust_address(person)
from courses.services.certificates import issuing
issuing.take_back(user=person, certificate=row)
"""


@pytest.fixture(scope="module")
def finished(own_site: DemoSite) -> DemoSite:
    """The demo's finished learner has taken her certificate back and may ask for a new one."""
    own_site.shell(MAKE.format(email=LEARNER, password=PASSWORD))
    return own_site


@pytest.fixture
def katharina(finished: DemoSite, browser: Browser) -> Iterator[Page]:
    """On her phone."""
    with visitor(browser, "de-AT") as page:
        page.set_viewport_size({"width": 360, "height": 740})
        sign_in(page, finished, LEARNER, PASSWORD, "de")
        expect(page).to_have_url(f"{finished.url}/de/account/")
        yield page


def saved(page: Page, name: re.Pattern[str], folder: Path) -> Path:
    """A download behind this link."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=name).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_from_the_phone_to_the_wall_and_back(katharina: Page, finished: DemoSite, browser: Browser, tmp_path: Path):
    katharina.goto(f"{finished.url}/de/certificates/mine/")
    good(katharina)
    katharina.locator("main a[href$='/issue/']").click()
    good(katharina)
    katharina.locator("input[name=name]").fill("Katharina Hinterleitner-Ződörffy")
    katharina.locator("main form button[type=submit]").click()
    expect(katharina).to_have_url(f"{finished.url}/de/certificates/mine/")
    good(katharina)

    paper = saved(katharina, re.compile("PDF"), tmp_path)
    first = PdfReader(paper).pages[0]
    assert "Katharina Hinterleitner" in first.extract_text()
    (address,) = {note["/A"]["/URI"] for note in first["/Annots"] if "/URI" in note.get("/A", {})}
    badge = saved(katharina, re.compile(r"[Bb]adge"), tmp_path)

    with visitor(browser, "en-GB") as stranger:
        stranger.set_viewport_size({"width": 360, "height": 740})
        stranger.goto(address.replace("/de/", "/en/"))
        expect(stranger.get_by_role("heading", level=1)).to_have_text("This certificate is valid")
        expect(stranger.locator("main")).not_to_contain_text("Hinterleitner")
        assert not stranger.context.cookies()
        good(stranger)

        stranger.goto(f"{finished.url}/en/certificates/check/")
        good(stranger)
        stranger.locator("input[type=file]").set_input_files(badge)
        stranger.get_by_role("button", name="Check", exact=True).click()
        expect(stranger.locator("main")).to_contain_text("The badge is genuine and valid")
        good(stranger)

        changed = json.loads(badge.read_text())
        changed["credentialSubject"]["achievement"]["name"] += "!"
        stranger.get_by_label("Or its text").fill(json.dumps(changed))
        stranger.get_by_role("button", name="Check", exact=True).click()
        expect(stranger.get_by_role("alert")).to_contain_text("Refused")


def test_the_pages_of_the_way_hold_on_a_phone(katharina: Page, finished: DemoSite):
    mine = "from courses.models import Enrolment; print(Enrolment.objects.get(user__email='%s').uuid)"
    uuid = finished.shell(mine % LEARNER).strip().splitlines()[-1]
    finished.shell(f"from courses.models import Confirmation as C; C.objects.exclude(kind='cycle').delete()  # {uuid}")
    places = ["ethics/", "self-assessment/before/", "self-assessment/", "cycle/"]
    for place in [*(f"mine/{uuid}/{name}" for name in places), "", "0000-0000/"]:
        katharina.goto(f"{finished.url}/de/certificates/{place}")
        good(katharina)
