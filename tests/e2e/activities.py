"""Activities for browser tests, and people whose results are kept."""

from playwright.sync_api import Browser, Page

from .server import DemoSite

SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from portal.accounts.models import User
person, _ = User.objects.get_or_create(email="{email}", defaults=dict(display_name="Lea"))
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(session.session_key)
"""
BOSS = """
from tests.factories.h5p import install
from portal.accounts.models import User
boss = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("boss@ls4vet.example", "x")
"""


def session_of(site: DemoSite, email: str) -> str:
    """A session of this person, made if there is none."""
    return site.shell(SIGN_IN.format(email=email)).split()[-1]


def browser_of(browser: Browser, site: DemoSite, session: str, **options: object) -> Page:
    """A page in a browser of its own, signed in by this session; without one, a visitor's."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, **options)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return context.new_page()
