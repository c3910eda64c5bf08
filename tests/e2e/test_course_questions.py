"""Questions and reflections in a browser: begun in one language, finished in another; by keyboard; without script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.factories.questions import KINDS, block, choice

from .activities import SIGN_IN, browser_of
from .server import DemoSite
from .test_axe import ALL_RULES, AXE, RUN
from .watch import Watch

MAKE = """
import json
from courses.demo.loader import page_key
from courses.models import Cohort, CourseIntensity, Enrolment, UnitPage
from django.utils import timezone
from tests.factories import questions
origin = UnitPage.objects.get(number="0.1", locale__language_code="en")
for page in UnitPage.objects.filter(translation_key=origin.translation_key).select_related("locale"):
    own = [dict(type=b.block_type, id=b.id, value=b.block.get_prep_value(b.value)) for b in page.body]
    more = [b for b in questions.body(page.locale.language_code, truefalse={"tries": 1}) if b["type"] == "question"]
    page.body = json.dumps(own + more)
    page.save_revision().publish()
hours = dict(hours_online=16, hours_session=10, hours_school=14, weeks=14)
rule, _ = CourseIntensity.objects.get_or_create(course=page_key("course"), code="medium", defaults=hours)
values = dict(course=page_key("course"), intensity=rule, state="open", languages=["de", "hu", "nl", "en"])
cohort = Cohort.objects.create(name="Questions", **values)
for number in range(1, 9):
    session = signed_in(f"learner-{number}@school.example")
    person = User.objects.get(email=f"learner-{number}@school.example")
    Enrolment.objects.create(cohort=cohort, user=person, state="active", place=number, active_since=timezone.now())
    print(session)
reflection = next(b.id for b in origin.body if b.block_type == "reflection")
print(reflection)
"""


DONE = "from courses.models import PartDone; print(list(PartDone.objects.values_list('part', flat=True)))"


class Unit:
    """Unit 0.1 with a question of each kind, and people who take the course."""

    def __init__(self, site: DemoSite) -> None:
        lines = site.shell(SIGN_IN + MAKE).split("\n")
        said = [line for line in lines if line.strip()][-9:]
        self.sessions, self.site = said[:8], site
        self.reflection = said[8].strip()

    def address(self, language: str) -> str:
        """The first unit of the course."""
        units = (row for row in self.site.seed.pages if row["type"] == "UnitPage" and row["language"] == language)
        return self.site.url + str(next(units)["path"])


@pytest.fixture(scope="module")
def unit(own_site: DemoSite) -> Unit:
    return Unit(own_site)


@pytest.fixture
def learner(unit: Unit, browser: Browser) -> Iterator[Page]:
    """Somebody new in the course each time."""
    page = browser_of(browser, unit.site, unit.sessions.pop())
    yield page
    page.context.close()


def question(page: Page, kind: str) -> Locator:
    return page.locator(f"[id='{block(kind)}']")


def check(where: Locator) -> None:
    where.locator("button[type=submit]:not([name])").click()


def test_begun_in_german_gone_on_in_hungarian_done_in_dutch(unit: Unit, learner: Page):
    problems = Watch(learner).problems
    learner.goto(unit.address("de"))
    field = question(learner, "long").locator("textarea")
    field.press_sequentially("Ahorn hat das Mehl zwei")
    learner.locator(".utility a[hreflang=hu], .languages a[hreflang=hu]").first.click()  # in the middle of a word
    expect(learner).to_have_url(re.compile(f"^{re.escape(unit.address('hu'))}(#|$)"))
    field = question(learner, "long").locator("textarea")
    expect(field).to_have_value("Ahorn hat das Mehl zwei")
    field.press("End")
    field.press_sequentially("mal abgezogen.")
    check(question(learner, "long"))
    result = question(learner, "long").locator("[data-result]")
    expect(result).to_be_focused()
    learner.goto(unit.address("nl"))
    expect(question(learner, "long").locator("[data-result]")).to_be_visible()
    expect(question(learner, "long").locator("textarea")).to_have_value("Ahorn hat das Mehl zweimal abgezogen.")
    done = unit.site.shell(
        "from courses.models import PartDone; print(list(PartDone.objects.values_list('part', flat=True)))"
    )
    assert str(block("long")) in done
    assert problems == []


def test_lines_are_put_in_order_by_keyboard(unit: Unit, learner: Page):
    learner.goto(unit.address("en"))
    place = question(learner, "order")
    lines = place.locator("[data-order-line]")
    wanted = [choice("order", name) for name in "abc"]
    for goal, one in enumerate(wanted):
        line = place.locator(f"[data-order-line]:has([id='line-{one}'])")
        while lines.nth(goal).locator(".order__text").get_attribute("id") != f"line-{one}":
            line.locator("[data-move='-1']").press("Enter")
            expect(place.locator("[data-order-status]")).not_to_be_empty()
            assert line.locator("[data-move]:focus").count() == 1
    place.locator("button[type=submit]").press("Enter")
    expect(place.locator("[data-result]")).to_be_focused()
    expect(place.locator(".feedback--wrong")).to_have_count(0)
    expect(place.locator("fieldset[disabled]")).to_have_count(1)
    expect(lines).to_have_count(3)
    expect(lines.first).to_be_visible()


def test_lines_are_pulled(unit: Unit, learner: Page):
    learner.goto(unit.address("en"))
    place = question(learner, "order")
    first = place.locator("[data-order-line]").first
    one = first.locator(".order__text").get_attribute("id")
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), place.locator("[data-order-line]").last.bounding_box()
    assert start
    assert end
    learner.mouse.move(start["x"] + 60, start["y"] + start["height"] / 2)
    learner.mouse.down()
    learner.mouse.move(end["x"] + 60, end["y"] + end["height"] - 4, steps=12)
    learner.mouse.up()
    expect(place.locator("[data-order-line]").last.locator(".order__text")).to_have_attribute("id", one or "")
    assert place.locator(f"select[name='place-{(one or '').removeprefix('line-')}']").input_value() == "3"


def test_a_line_that_breaks_loses_nothing(unit: Unit, learner: Page):
    learner.goto(unit.address("en"))
    learner.wait_for_load_state("networkidle")
    learner.context.set_offline(True)
    place = question(learner, "short")
    place.locator("input[name=text]").fill("Text a")
    check(place)
    expect(place.locator("[data-part-said]")).to_be_visible()
    expect(place.locator("input[name=text]")).to_have_value("Text a")
    learner.context.set_offline(False)
    check(place)
    expect(place.locator("[data-result]")).to_be_focused()


def test_a_reflection_is_saved_by_itself_and_two_windows_show_both(unit: Unit, learner: Page):
    learner.goto(unit.address("en"))
    other = learner.context.new_page()
    other.goto(unit.address("en"))
    for page, words in ((learner, "On the phone"), (other, "On the desk")):
        page.locator(f"[id='text-{unit.reflection}']").press_sequentially(words)
        place = page.locator(f"[id='{unit.reflection}']")
        if page is learner:
            expect(place.locator("[data-saved]")).not_to_be_empty()
    place = other.locator(f"[id='{unit.reflection}']")
    expect(place.locator(".as-written")).to_have_text("On the phone")
    expect(place.locator("textarea")).to_have_value("On the desk")
    check(place)
    expect(place.locator("[data-result]")).to_be_focused()
    other.goto(f"{unit.site.url}/en/my-course/journal/")
    expect(other.locator(".entry__text")).to_have_text("On the desk")
    assert_clean(other)


@pytest.mark.parametrize("who", ["learner", "visitor"])
def test_without_script_on_a_small_screen(unit: Unit, browser: Browser, who: str):
    options = {"java_script_enabled": False, "locale": "de-AT"}
    page = browser_of(browser, unit.site, unit.sessions[0] if who == "learner" else "", **options)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(unit.address("de"))
    single, order = question(page, "single"), question(page, "order")
    single.locator(f"input[value='{choice('single', 'a')}']").check()
    check(single)
    if who == "learner":
        expect(page).to_have_url(f"{unit.address('de')}#{block('single')}")
    expect(question(page, "single").locator(".feedback--wrong")).to_contain_text("About a. (de)")
    page.goto(unit.address("de"))
    for number, name in enumerate("abc", 1):
        order.locator(f"select[name='place-{choice('order', name)}']").select_option(str(number))
    check(order)
    expect(question(page, "order").locator(".feedback")).to_be_visible()
    expect(question(page, "order").locator(".feedback--wrong")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_fits_and_is_clean(unit: Unit, browser: Browser, scheme: str):
    page = browser_of(browser, unit.site, unit.sessions[0], color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(unit.address("de"))
    for kind in KINDS:
        expect(question(page, kind)).to_be_visible()
    if question(page, "truefalse").locator("button[type=submit]").count():
        question(page, "truefalse").locator("input[type=radio]").first.check()
        check(question(page, "truefalse"))
    expect(question(page, "truefalse").locator("[data-result]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_clean(page)
    page.goto(f"{unit.site.url}/de/my-course/journal/new/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_clean(page)
    page.context.close()


def assert_clean(page: Page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(RUN, ALL_RULES) == []
