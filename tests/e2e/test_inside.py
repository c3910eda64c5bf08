"""axe and the Tab key on every screen behind the sign-in: one's own account, and our screens in the admin.

Each screen is seen in one language in a usual run, in all four with `E2E_EVERY_LANGUAGE=1`; with `E2E_PICTURES=folder`
it is also pictured in the two longest languages, by day and by night, at 360, 768 and 1280 px.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .activities import ready
from .admin import SLOW, Desk
from .places import ACTIVITY
from .server import DemoSite
from .test_axe import ALL_RULES, AXE, COLOURS, RUN, SCHEMES, TOO_WIDE
from .words import LANGUAGES

ACCOUNT = """
. email/ password/change/ sessions/ data/ data/delete/ files/ reauthenticate/ second-step/
second-step/totp/activate/ second-step/webauthn/ second-step/webauthn/add/
organisations/ organisations/{organisation}/ organisations/{organisation}/invite/
""".split()
ADMIN = """
translations/ translations/?state=stale translations/{item}/de/ translations/import/
snippets/translations/glossaryterm/ people/invitations/
people/invitations/new/ people/log/ registrations/ registrations/{event}/ news-by-email/ to-do/drafts/
snippets/portal/contactmessage/ users/ translations/{strings}/de/ activities/ activities/?q=nowhere activities/upload/
activities/libraries/ activities/{activity}/ activities/{activity}/describe/ activities/{activity}/edit/
activities/{activity}/replace/ activities/{activity}/delete/ activities/{activity}/draft/hu/
""".split()
SCREENS = [("account", path) for path in ACCOUNT] + [("admin", path) for path in ADMIN]
OURS = RUN.replace("document, {", "document.querySelector('main'), {")
FOCUSABLE = """() => {
  const main = document.querySelector("main");
  const all = "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary, [tabindex='0']";
  const seen = (one) => one.checkVisibility({ checkVisibilityCSS: true }) && one.getBoundingClientRect().width > 0;
  const open = (one) => !one.disabled && one.tabIndex >= 0;
  window.toReach = new Set([...main.querySelectorAll(all)].filter((one) => open(one) && seen(one)));
  main.tabIndex = -1;
  main.focus();
  return window.toReach.size + 15 * main.querySelectorAll("iframe").length; // an activity has stops of its own
}"""
REACHED = """() => {
  const one = document.activeElement;
  window.toReach.delete(one);
  const style = getComputedStyle(one);
  const ownRing = ["file", "date"].includes(one.type) || one.localName === "iframe"; // what is in it shows where one is
  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || ownRing;
  return [document.querySelector("main").contains(one), shown ? "" : one.outerHTML.slice(0, 90)];
}"""
LEFT = "() => [...window.toReach].map((one) => one.outerHTML.slice(0, 90))"
EVERY = bool(os.environ.get("E2E_EVERY_LANGUAGE"))
PICTURES = os.environ.get("E2E_PICTURES", "")
ADDRESSES = """
from courses.models import H5PActivity
from portal.accounts.models import Organisation, User
from portal.models import EventPage
from portal.translations.models import DeskItem
User.objects.filter(email={email!r}).update(language={language!r})
from wagtail.users.models import UserProfile
one = UserProfile.get_for_user(User.objects.get(email={email!r}))
one.preferred_language = {language!r}
one.save()
event = EventPage.objects.filter(locale__language_code="en", capacity__gt=0).first() or EventPage.objects.first()
activity = H5PActivity.objects.get(uuid="{activity}")
strings = DeskItem.objects.get(kind="h5p", key=activity.uuid)
page = DeskItem.objects.filter(kind="page").first()
print(Organisation.objects.first().key, page.pk, event.translation_key, strings.pk)
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation_inside(own_site: DemoSite, browser: Browser, language: str):
    """On a phone: no violation by day and by night, no sideways scrolling at 320 px, all reached by keyboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(SLOW)
    person = Desk(own_site, context.new_page())
    person.sign_in("administrator")
    email = own_site.seed.accounts["administrator"][0]
    said = own_site.shell(ADDRESSES.format(email=email, language=language, activity=ACTIVITY)).split()[-4:]
    names = dict(zip(("organisation", "item", "event", "strings"), said, strict=True)) | {"activity": ACTIVITY}
    problems = []
    for number, (room, path) in enumerate(SCREENS):
        if EVERY or number % len(LANGUAGES) == LANGUAGES.index(language):
            address = {"account": f"/{language}/account/", "admin": "/admin/"}[room] + path.removeprefix(".")
            problems += look_at(person, own_site.url + address.format(**names), language, f"{room}-{number}")
    context.close()
    assert not problems, f"{len(problems)} problems\n" + "\n".join(problems[:60])


def look_at(person: Desk, url: str, language: str, name: str) -> list[str]:
    """What is wrong with one screen; proves once more who is there where that is asked."""
    page = person.page
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    answer = page.goto(url, wait_until="load")
    if page.url.partition("?")[0].endswith("/account/reauthenticate/") and page.url != url:
        page.locator("input[name=password]").fill(person.site.seed.accounts["administrator"][1])
        with page.expect_navigation() as gone:
            page.locator("main form button[type=submit]").first.click()
        answer = gone.value
    where = page.url.partition("/account/")[2] if "/account/" in page.url else page.url.partition("/admin/")[2]
    if answer is None or answer.status != 200 or page.url != url:
        return [f"{language} {url}: {answer and answer.status}, {page.url}"]
    said = page.locator("html").get_attribute("lang")
    problems = [f"{where}: speaks {said}, not {language}"] if said != language else []
    problems += [f"{where}: scrolls sideways at 320 px: {wide}" for wide in [page.evaluate(TOO_WIDE)] if wide]
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate(AXE)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(100)
        rules = ALL_RULES if scheme == "light" else COLOURS
        if page.evaluate(OURS, rules):  # only what stays counts: the admin's buttons fade from one colour to the other
            page.wait_for_timeout(1000)
            problems += [f"{where}, {scheme}: {row}" for row in page.evaluate(OURS, rules)]
    problems += [f"{where}, keyboard: {row}" for row in by_keyboard(page)]
    if PICTURES and language in ("hu", "de"):
        picture(page, Path(PICTURES), f"{name}-{language}")
    return [f"{language} {problem}" for problem in problems]


def by_keyboard(page: Page) -> list[str]:
    """What the Tab key does not reach in our part of the page, and where one does not see that it did."""
    problems = []
    for activity in page.locator("main [data-activity]").all():  # the focus is lost with a frame that loads under it
        activity.scroll_into_view_if_needed()
        expect(activity.locator("iframe")).to_have_count(1, timeout=SLOW)
    ready(page)
    for _press in range(page.evaluate(FOCUSABLE) * 4):  # a date takes four
        page.keyboard.press("Tab")
        inside, unseen = page.evaluate(REACHED)
        if not inside:  # on the way out of a frame, which is a process of its own, the focus is nowhere for a moment
            page.wait_for_timeout(300)
            inside, unseen = page.evaluate(REACHED)
        if not inside:
            break
        problems += [f"no focus to see on {unseen}"] if unseen else []
    return problems + [f"not reached: {row}" for row in page.evaluate(LEFT)]


def picture(page: Page, folder: Path, name: str) -> None:
    """The whole screen in both colours and three widths."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(150)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
