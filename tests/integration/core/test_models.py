"""What a form refuses with a sentence, and what the database refuses whoever asks."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from portal.core.models import BigIdea, ProjectSettings, SearchDocument, SeedRecord
from portal.models import IdeaPage, NewsCategory
from tests.factories import LANGUAGES, category, idea, organisation, picture, publish

MORNING, NOON = datetime(2024, 1, 1, 8, tzinfo=UTC), datetime(2024, 1, 1, 12, tzinfo=UTC)


def test_an_event_ends_after_it_begins(site):
    page = site("meeting")
    page.start, page.end = NOON, MORNING
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert set(refused.value.message_dict) == {"end"}
    page.end = NOON
    page.full_clean()


@pytest.mark.parametrize("zone", ["Mars/Base", "", "europe/malta", "../etc/passwd", "Europe/Malta "])
def test_a_time_zone_exists(site, zone):
    page = site("meeting")
    page.timezone = zone
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "timezone" in refused.value.message_dict


def test_an_event_knows_its_local_time_and_languages(site):
    page = site("meeting")
    assert page.local_start.isoformat() == "2022-11-10T09:00:00+01:00"
    page.event_languages = " en, hu ,,de"
    assert page.language_codes == ["en", "hu", "de"]
    assert page.search_date == date(2022, 11, 10)


def test_a_project_ends_after_it_begins(site):
    project = ProjectSettings(site=site.site, start_date=date(2023, 1, 2), end_date=date(2023, 1, 1))
    with pytest.raises(ValidationError) as refused:
        project.clean()
    assert set(refused.value.message_dict) == {"end_date"}
    ProjectSettings(start_date=date(2023, 1, 1), end_date=date(2023, 1, 1)).clean()
    ProjectSettings(start_date=date(2023, 1, 1)).clean()


@pytest.mark.parametrize("number", [0, 6, 100])
def test_a_big_idea_is_one_of_five(db, number):
    with pytest.raises(IntegrityError), transaction.atomic():
        BigIdea.objects.create(number=number, name_en="x")
    with pytest.raises(ValidationError):
        BigIdea(number=number, name_en="x", statement_en="y", summary_en="z").full_clean()


def test_each_big_idea_exists_once(site):
    with pytest.raises(IntegrityError), transaction.atomic():
        idea(1)


def test_a_page_about_an_idea_has_a_number_of_one(site):
    page = site("idea-1")
    page.number = 6
    with pytest.raises(ValidationError):
        page.full_clean()


def test_a_page_about_an_idea_without_a_record_still_answers(site, client):
    IdeaPage.objects.update(number=4)
    assert client.get(site.url("idea-1")).status_code == 200


def test_a_category_in_use_stays(site):
    with pytest.raises(ProtectedError):
        NewsCategory.objects.get(key="project").delete()
    category("unused").delete()


def test_a_result_in_use_stays(site):
    with pytest.raises(ProtectedError):
        site("io1").result.delete()
    partner = organisation()
    site("io1").result.__class__.objects.update(lead_organisation=partner)
    with pytest.raises(ProtectedError):
        partner.delete()


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (-91, 0), (0, 181), (0, -181)])
def test_a_place_is_on_earth(db, latitude, longitude):
    partner = organisation()
    partner.latitude, partner.longitude = latitude, longitude
    with pytest.raises(ValidationError):
        partner.full_clean()


def test_labels_follow_the_readers_language_and_fall_back_to_english(db):
    from django.utils import translation

    kind = category("course")
    NewsCategory.objects.filter(pk=kind.pk).update(name_nl="")
    kind.refresh_from_db()
    shown = []
    for language in LANGUAGES:
        with translation.override(language):
            shown.append(kind.name)
    assert shown == ["Course", "Kurzus", "Kurs", "Course"]


def test_a_picture_speaks_the_readers_language(db):
    from django.utils import translation

    image = picture()
    with translation.override("hu"):
        assert image.default_alt_text == "Egy háromszög"
    with translation.override("nl"):
        assert image.default_alt_text == "Een driehoek"


def test_home_exists_once_in_a_place_and_articles_live_in_the_list(site):
    from portal.models import EventPage, HomePage, NewsPage, StandardPage

    assert not HomePage.can_create_at(site("project"))
    assert NewsPage.can_create_at(site("news"))
    assert not NewsPage.can_create_at(site("project"))
    assert not EventPage.can_create_at(site("news"))
    assert not StandardPage.can_create_at(site("article"))


def test_rows_of_index_and_seed_exist_once(db):
    SearchDocument.objects.create(key="a", language="en", kind="page", title="A", url="/a/")
    SearchDocument.objects.create(key="a", language="hu", kind="page", title="A", url="/a/")
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchDocument.objects.create(key="a", language="en", kind="page", title="B", url="/b/")
    SeedRecord.objects.create(key="page:a", fingerprint="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SeedRecord.objects.create(key="page:a", fingerprint="y")


def test_publishing_keeps_the_words(site):
    page = publish(site("article"))
    assert page.body[0].value.source == "<p>A workshop in <b>Vienna</b>.</p>"
