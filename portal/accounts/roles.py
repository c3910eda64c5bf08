"""Who people are: roles on the site, which are groups, and roles in an organisation, which are memberships."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteRole(models.TextChoices):
    """Roles on the site. Each is a group of Django's, made by a migration, so that Wagtail's rights hang on it."""

    LEARNER = "learner", _("Learner")
    FACILITATOR = "facilitator", _("Facilitator")
    MENTOR = "mentor", _("Mentor")
    COURSE_MANAGER = "course_manager", _("Course manager")
    EDITOR = "editor", _("Editor")
    TRANSLATOR_EN = "translator_en", _("Translator: English")
    TRANSLATOR_HU = "translator_hu", _("Translator: Hungarian")
    TRANSLATOR_DE = "translator_de", _("Translator: German")
    TRANSLATOR_NL = "translator_nl", _("Translator: Dutch")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipRole(models.TextChoices):
    """Roles in one organisation. Whoever has any of them is a member."""

    MEMBER = "member", _("Member")
    PARTNER_LEAD = "partner_lead", _("Partner lead")
    QUALITY_MANAGER = "quality_manager", _("Quality manager")
    COORDINATOR = "coordinator", _("Coordinator")


GROUPS: dict[str, str] = {
    SiteRole.LEARNER: "Learners",
    SiteRole.FACILITATOR: "Facilitators",
    SiteRole.MENTOR: "Mentors",
    SiteRole.COURSE_MANAGER: "Course managers",
    SiteRole.EDITOR: "Editors",
    SiteRole.TRANSLATOR_EN: "Translators: English",
    SiteRole.TRANSLATOR_HU: "Translators: Hungarian",
    SiteRole.TRANSLATOR_DE: "Translators: German",
    SiteRole.TRANSLATOR_NL: "Translators: Dutch",
    SiteRole.ADMINISTRATOR: "Administrators",
}
"""The group behind each role."""

MODERATORS, TRANSLATORS = "Moderators", "Translators"
"""Two groups without a role of their own: editors who may publish, and translators of every language but English."""

STAFF_ROLES = frozenset(
    {SiteRole.COURSE_MANAGER, SiteRole.EDITOR, SiteRole.ADMINISTRATOR, *(r for r in SiteRole if "translator" in r)}
)
"""Roles that change what others read: they need a second step when they sign in."""


def translator_role(language: str) -> str:
    """The role that translates into this language."""
    return SiteRole(f"translator_{language}").value


def role_of_group(name: str) -> str | None:
    """The role a group stands for, None for groups of another kind."""
    return next((role for role, group in GROUPS.items() if group == name), None)


def labels(roles: Iterable[str]) -> list[str]:
    """Roles of either kind in the reader's language."""
    words = {**dict(SiteRole.choices), **dict(MembershipRole.choices)}
    return [str(words[role]) for role in roles]
