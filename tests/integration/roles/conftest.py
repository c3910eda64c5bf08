"""One browser for each role, and one thing of each kind that an address may name."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone, translation

from courses.choices import H5PAccess
from courses.models import H5PLibrary
from courses.services import h5p_activities, h5p_paths
from portal.accounts.models import Organisation, User
from portal.accounts.roles import GROUPS
from portal.core import mail
from portal.files.services import store
from portal.people.services import invitations
from portal.people.services.invitations import Offer
from portal.services import registrations, setup
from portal.translations.models import DeskItem
from portal.translations.services import desk
from tests.factories import SmallSite, event, h5p, member, organisation, result_with_file, user
from tests.factories.translations import localized

PASSWORD = "three-tired-teachers"
SITE_ROLES = {"course manager": "course_manager", "translator: German": "translator_de"}
MEMBERS = {"partner lead": "partner_lead", "quality manager": "quality_manager"}
VISITOR, SUPERUSER = "visitor", "superuser"
SAME = {"facilitator": "learner", "mentor": "learner", "quality manager": "member", "coordinator": "member"}
"""Roles whose answers are those of another."""
ROLES = ("learner", "member", "partner lead", *SITE_ROLES, "editor", "moderator", "administrator", SUPERUSER, *SAME)


def _person(role: str) -> User:
    email = f"{role.replace(' ', '-').replace(':', '')}@ls4vet.example"
    if role == SUPERUSER:
        return User.objects.create_superuser(email, PASSWORD)
    known = SITE_ROLES.get(role, role)
    person = user(email, *([known] if known in GROUPS else []), password=PASSWORD)
    if role == "moderator":
        person.groups.add(Group.objects.get(name="Moderators"))
    if role in ("member", "coordinator", *MEMBERS):
        member(person, Organisation.objects.get(key="own"), MEMBERS.get(role, role))
    return person


@pytest.fixture(scope="module")
def things(built_site: SmallSite) -> dict[str, object]:
    """What stands for the names in braces."""
    with translation.override("en"):
        setup.ensure()
        return _things(built_site)


def _things(site: SmallSite) -> dict[str, object]:
    start = timezone.now() + timedelta(days=10)
    times = {"start": start, "end": start + timedelta(hours=1)}
    meeting = event(site("events"), "Open hour", registration_open=True, capacity=5, **times)
    seat = registrations.register(rules=meeting, name="A", email="a@example.org", language="en")
    chief = User.objects.create_superuser("chief@ls4vet.example", None)
    own, other = organisation("own"), organisation("other")
    membership = member(user("colleague@ls4vet.example"), own)
    edition = result_with_file("IO9")
    offer = Offer("en", (), own, "member")
    localized(site("article"), "de")
    desk.refresh("page", str(site("article").translation_key))
    return {
        "page": site("aims").url,
        "article": site("article").url,
        "meeting": meeting.url,
        "result page": site("io1").url,
        "event": meeting.translation_key,
        "registration": seat.pk,
        "result": edition.version.result_id,
        "file": edition.uuid,
        "private": store(stream=io.BytesIO(b"x"), name="x.txt", owner=chief, purpose="personal").uuid,
        "mail": mail.send("test", to=chief, context={}).pk,
        "source page": site("aims").pk,
        "German page": site("aims", "de").pk,
        "untranslated page": site.english_only.pk,
        "site": site.site.pk,
        "person": user("somebody@ls4vet.example").pk,
        "invitation": invitations.invite(user=chief, email="x@example.org", offer=offer).pk,
        "desk item": DeskItem.objects.filter(kind="page").first().pk,
        "own": own.key,
        "other": other.key,
        "membership": membership.pk,
        **_activities(chief),
    }


def _activities(chief: User) -> dict[str, object]:
    probe, members, course = (h5p.install(chief) for _access in H5PAccess)
    for one, access in ((members, H5PAccess.SIGNED_IN), (course, H5PAccess.COURSE)):
        h5p_activities.describe(user=chief, activity=one, title=one.title, language="en", access=access)
    unused = H5PLibrary.objects.create(machine="LS4VET.Unused", major=1, minor=0, patch=0, sha256="0" * 64)
    now = timezone.now()
    return {
        "open activity": probe.uuid,
        "members’ activity": members.uuid,
        "course activity": course.uuid,
        "frame": h5p_paths.content_token(h5p_paths.Variant(probe.uuid, probe.version, "en"), now),
        "libraries": h5p_paths.library_token(now),
        "library sum": probe.library.sha256,
        "unused library": unused.pk,
    }


@pytest.fixture(scope="module")
def sessions(things: dict[str, object]) -> dict[str, str]:
    """Each role's session, signed in once; nobody's is empty."""
    made = {VISITOR: ""}
    for role in ROLES:
        client = Client()
        client.force_login(_person(role))
        made[role] = client.cookies["sessionid"].value
    return made
