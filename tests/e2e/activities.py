"""Activities for browser tests, and people whose results are kept."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from .admin import SLOW
from .seed import Seed
from .server import DemoSite

SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from portal.accounts.models import User
def signed_in(email, group=""):
    person, _ = User.objects.get_or_create(email=email, defaults=dict(display_name="Lea"))
    person.groups.set(Group.objects.filter(name=group))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key
"""
BOSS = """
from tests.factories.h5p import install
from portal.accounts.models import User
boss = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("boss@ls4vet.example", "x")
"""
FORGET = """
from courses.models import H5PActivity, H5PAttempt, H5PLibrary
H5PAttempt.objects.all().delete()
H5PActivity.objects.all().delete()
H5PLibrary.objects.all().delete()
"""
MANAGERS = "Course managers"


def sessions_of(site: DemoSite, people: dict[str, str], first: str = "") -> list[str]:
    """Sessions of people by their address, each with a group or none; made if there are none."""
    pairs = json.dumps(list(people.items()))
    said = site.shell(f"{first}{SIGN_IN}\nprint(*[signed_in(*pair) for pair in {pairs}])")
    return said.split()[-len(people) :]


def session_of(site: DemoSite, email: str) -> str:
    """A session of this person."""
    return sessions_of(site, {email: ""})[0]


def sign_in(context: BrowserContext, site: DemoSite, session: str) -> BrowserContext:
    """This browser has that session now."""
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return context


def browser_of(browser: Browser, site: DemoSite, session: str, **options: object) -> Page:
    """A page in a browser of its own, signed in by this session; without one, a visitor's."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, reduced_motion="reduce", **options)
    return (sign_in(context, site, session) if session else context).new_page()


@contextmanager
def empty_site(seed: Seed, people: dict[str, str]) -> Iterator[tuple[DemoSite, list[str]]]:
    """A running site without any activity or library, and sessions of these people there."""
    site = DemoSite(seed)
    try:
        sessions = sessions_of(site, people, first=FORGET)
        shutil.rmtree(site.data / "private" / "h5p")
        site.start()
        yield site, sessions
    finally:
        site.stop()


def player(page: Page) -> FrameLocator:
    """What stands inside the frame."""
    return page.frame_locator("[data-activity] iframe")


def ready(page: Page) -> Page:
    """Once all activities that are to load have loaded."""
    for waiting in page.locator("[data-activity]:has(iframe) [data-activity-waiting]").all():
        expect(waiting).to_be_hidden(timeout=SLOW)
    return page
