"""Editors submit, moderators publish, translators translate and nothing else; a fresh installation has all of it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Workflow

from portal.core.permissions import EDITORS, MODERATORS, TRANSLATORS
from portal.models import HomePage
from portal.services import setup

pytestmark = pytest.mark.django_db


def test_migrating_sets_up_groups_and_locales(db):
    assert {EDITORS, MODERATORS, TRANSLATORS} <= set(Group.objects.values_list("name", flat=True))
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "hu", "de", "nl"}
    assert Workflow.objects.filter(active=True).exists()


def test_editors_change_and_submit_but_do_not_publish(person, site):
    rights = site("aims").permissions_for_user(person("editor"))
    assert rights.can_edit()
    assert rights.can_submit_for_moderation()
    assert not rights.can_publish()


def test_moderators_publish(person, site):
    assert site("aims").permissions_for_user(person("moderator")).can_publish()


@pytest.mark.parametrize("language", ["hu", "de", "nl"])
def test_translators_publish_translations(person, site, language):
    rights = site("aims", language).permissions_for_user(person("translator"))
    assert rights.can_edit()
    assert rights.can_publish()
    assert not rights.can_add_subpage()


def test_translators_do_not_touch_the_source(person, signed_in, site):
    assert not site("aims").permissions_for_user(person("translator")).can_edit()
    answer = signed_in("translator").get(reverse("wagtailadmin_pages:edit", args=[site("aims").pk]))
    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))


def test_translators_may_send_pages_to_translation(signed_in, site):
    url = reverse("wagtail_localize:submit_page_translation", args=[site.english_only.pk])
    assert signed_in("translator").get(url).status_code == 200


def test_an_editors_page_does_not_go_live_by_itself(signed_in, site):
    page = site("legal")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client = signed_in("editor")
    form = {"title": "Other", "slug": page.slug, "lead": "Words", "action-publish": "1"}
    stream = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    client.post(url, {**form, **stream})
    assert site("legal").title == page.title


def test_a_new_language_opens_to_translators(person, site):
    home = site("home", "hu")
    assert GroupPagePermission.objects.filter(group__name=TRANSLATORS, page=home).count() == 2
    GroupPagePermission.objects.filter(group__name=TRANSLATORS).delete()
    setup.welcome_home(HomePage.objects.get(pk=home.pk))
    assert GroupPagePermission.objects.filter(group__name=TRANSLATORS, page=home).count() == 2


def test_what_an_administrator_took_away_stays_away(site):
    group = Group.objects.get(name=MODERATORS)
    group.permissions.remove(group.permissions.get(codename="change_organisation"))
    setup.ensure()
    assert not group.permissions.filter(codename="change_organisation").exists()


@pytest.mark.parametrize("role", ["editor", "moderator", "translator"])
def test_only_administrators_manage_people(signed_in, role):
    assert signed_in(role).get(reverse("wagtailusers_users:index")).status_code == 302
