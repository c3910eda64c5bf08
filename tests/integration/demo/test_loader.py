"""The demo is loaded whole or not at all, once, and never over anybody's work."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation

from portal.accounts.models import Organisation, User
from portal.core.models import BigIdea, FundingText, PortalImage, ProjectSettings, SearchDocument, SeedRecord
from portal.core.seeding import SeedError
from portal.demo.loader import load
from portal.demo.pages import moment
from portal.models import EventPage, NewsPage, ResultFile, StandardPage
from tests.factories import LANGUAGES
from tests.factories.demo import TREE, change, write_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def loaded_once(module_data, written):
    """The mini demo, loaded into an empty tree, once for this module."""
    Site.objects.all().delete()
    return load(root=written)


@pytest.fixture
def demo(loaded_once, db, tmp_path):
    """The loaded demo, and a copy of its files that a test may change."""
    return write_demo(tmp_path)


def page(key, language="en"):
    slug = f"{key}-{language}"
    return Page.objects.get(slug=slug, locale__language_code=language).specific


def state():
    """Everything a second run might change."""
    return {
        "pages": list(Page.objects.order_by("pk").values_list("pk", "title", "slug", "latest_revision_id", "path")),
        "strings": list(StringTranslation.objects.order_by("pk").values_list("pk", "data", "updated_at")),
        "seeds": list(SeedRecord.objects.order_by("pk").values_list("pk", "fingerprint", "seeded_at")),
        "counts": [model.objects.count() for model in (Organisation, BigIdea, PortalImage, ResultFile, FundingText)],
    }


def test_everything_is_there_in_four_languages(demo, loaded_once, client):
    assert loaded_once.pages == len(TREE)
    for language in LANGUAGES:
        live = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
        assert live.count() == len(TREE)
    assert ProjectSettings.objects.get().name_hu == "Mini HU"
    assert Organisation.objects.get().people.get().role_nl == "Coordinator NL"
    assert SearchDocument.objects.count() == 4 * len(TREE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers(demo, client, language):
    for row in TREE:
        url = page(row["key"], language).url
        response = client.get(url)
        assert response.status_code == 200, url
        text = response.content.decode()
        assert f"{row['key']} {language.upper()}" in text, url


def test_the_tree_is_sound(demo):
    assert all(not problems for problems in Page.find_problems())
    for parent in Page.objects.all():
        assert parent.numchild == parent.get_children().count()


def test_translations_share_their_key_blocks_and_links(demo):
    english, dutch = page("about"), page("about", "nl")
    assert english.translation_key == dutch.translation_key
    assert [block.id for block in english.body] == [block.id for block in dutch.body]
    assert [block.block_type for block in dutch.body] == [
        *("heading", "text", "steps", "terms", "callout", "figure", "diagram", "quote", "note", "funding", "pages"),
    ]
    assert "two NL" in str(dutch.body[1].value)
    assert f'id="{english.pk}"' in dutch.body[1].value.source
    assert dutch.body[2].value[1]["title"] == "Teach NL"


def test_programme_and_speakers_are_translated(demo):
    meeting = page("meeting", "de")
    assert [block.block_type for block in meeting.programme] == ["day", "item", "item"]
    assert meeting.programme[1].value["title"] == "Welcome DE"
    assert meeting.speakers[0].value["role"] == "Researcher DE"
    assert meeting.local_start == datetime(2022, 11, 10, 9, tzinfo=ZoneInfo("Europe/Malta"))
    assert meeting.start == datetime(2022, 11, 10, 8, tzinfo=UTC)


def test_translators_see_the_seeded_strings_as_translated(demo):
    rows = StringTranslation.objects.all()
    assert set(rows.values_list("tool_name", flat=True)) == {"seed"}
    assert set(rows.values_list("translation_type", flat=True)) == {"manual"}
    keys = [page(row["key"]).translation_key for row in TREE]
    translations = Translation.objects.filter(enabled=True, source__object__in=keys)
    assert translations.count() == 3 * len(TREE)
    for translation in translations:
        total, done = translation.get_progress()
        assert total == done, translation


def test_a_second_run_changes_nothing(demo):
    before = state()
    assert load(root=demo).pages == 0
    assert state() == before


def test_a_second_run_with_update_changes_nothing(demo):
    before = state()
    assert load(root=demo, update=True).pages == 0
    assert state() == before


def test_changed_files_are_taken_over_with_update_only(demo):
    change(demo, "content/en/news-first.md", "Short text EN.", "Longer text EN.")
    change(demo, "content/hu/news-first.md", "Short text HU.", "Longer text HU.")
    load(root=demo)
    assert "Short text EN" in str(page("news-first").body)
    assert load(root=demo, update=True).pages == 1
    assert "Longer text EN" in str(page("news-first").body)
    assert "Longer text HU" in str(page("news-first", "hu").body)
    assert all(not problems for problems in Page.find_problems())


def test_an_editors_change_survives_every_run(demo):
    editor = User.objects.create_user("editor@example.org", "x")
    article = page("news-first")
    article.title = "An editor's headline"
    article.save_revision(user=editor).publish()
    change(demo, "content/en/news-first.md", "title: news-first EN", "title: From the file")
    load(root=demo)
    load(root=demo, update=True)
    assert NewsPage.objects.get(pk=article.pk).title == "An editor's headline"


def test_a_translators_string_survives_every_run(demo):
    translator = User.objects.create_user("translator@example.org", "x")
    row = StringTranslation.objects.get(data="Lead HU", context__object__translation_key=page("about").translation_key)
    row.data, row.tool_name, row.last_translated_by = "Egy fordító mondata", "", translator
    row.save()
    for language in LANGUAGES:
        change(demo, f"content/{language}/about.md", f"lead: Lead {language.upper()}", f"lead: New {language.upper()}")
    load(root=demo, update=True)
    row.refresh_from_db()
    assert row.data == "Egy fordító mondata"


def test_a_page_published_by_a_translator_is_left_alone(demo):
    translator = User.objects.create_user("translator@example.org", "x")
    hungarian = page("about", "hu")
    hungarian.title = "A fordító címe"
    hungarian.save_revision(user=translator).publish()
    change(demo, "content/hu/about.md", "title: about HU", "title: From the file")
    load(root=demo, update=True)
    assert StandardPage.objects.get(pk=hungarian.pk).title == "A fordító címe"


def test_a_changed_record_survives_and_an_untouched_one_is_renewed(demo):
    Organisation.objects.update(name_en="An editor's name")
    change(demo, "records/organisations.yaml", "city: Budapest", "city: Pest")
    change(demo, "records/categories.yaml", "sort_order: 1", "sort_order: 7")
    load(root=demo)
    assert Organisation.objects.get().city == "Budapest"
    load(root=demo, update=True)
    assert (Organisation.objects.get().name_en, Organisation.objects.get().city) == ("An editor's name", "Budapest")
    assert page("news-first").category.sort_order == 7


@pytest.mark.parametrize("update", [False, True])
def test_what_was_deleted_is_not_brought_back(demo, update):
    for language in LANGUAGES:
        page("meeting", language).delete()
    FundingText.objects.all().delete()
    before = Page.objects.count()
    load(root=demo, update=update)
    assert Page.objects.count() == before
    assert not EventPage.objects.exists()
    assert not FundingText.objects.exists()


def test_a_new_page_is_added(demo):
    path = demo / "tree" / "20-more.yaml"
    path.write_text("- {key: extra, type: StandardPage, parent: about, menu: false}\n")
    for language in LANGUAGES:
        text = f"---\ntitle: extra {language.upper()}\nslug: extra-{language}\nseo: x\nlead: y\n---\n"
        (demo / "content" / language / "extra.md").write_text(text)
    assert load(root=demo).pages == 1
    assert page("extra", "de").url == "/de/about-de/extra-de/"
    assert all(not problems for problems in Page.find_problems())


def test_the_command_tells_every_problem(db, monkeypatch):
    def refuse(**_):
        raise SeedError(["content/nl/a.md is missing.", "content/hu/b.md: line 3."])

    monkeypatch.setattr("portal.management.commands.loaddemo.load", refuse)
    with pytest.raises(CommandError) as refused:
        call_command("loaddemo", verbosity=0)
    assert "nothing was stored" in str(refused.value)
    assert "content/nl/a.md is missing.\n  content/hu/b.md: line 3." in str(refused.value)


def test_an_existing_site_is_left_as_it_is(demo):
    site = Site.objects.get()
    site.hostname, site.port = "ls4vet.example", 443
    site.save()
    load(root=demo, update=True)
    site.refresh_from_db()
    assert (site.hostname, site.port) == ("ls4vet.example", 443)


@pytest.mark.parametrize(
    ("value", "moment_there"),
    [
        ("2022-11-10 09:00", "2022-11-10T09:00:00+01:00"),
        ("2022-07-10 09:00", "2022-07-10T09:00:00+02:00"),
        ("+21d 16:00", "2026-02-05T16:00:00+01:00"),
        ("2022-11-10", "2022-11-10T00:00:00+01:00"),
        (datetime(2022, 11, 10, 9), "2022-11-10T09:00:00+01:00"),
    ],
)
def test_times_of_the_files_are_local_times(value, moment_there):
    assert moment(value, "Europe/Malta", date(2026, 1, 15)).isoformat() == moment_there


def test_accounts_are_made_once_and_their_passwords_work(db, capsys):
    call_command("demo_accounts")
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if "@" in line]
    roles = ["Administrator", "Moderator", "Editor", "Translator", "Manager", "Facilitator", "Mentor", "Learner"]
    assert [line[0] for line in lines] == roles
    for role, email, password in lines:
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.is_superuser is (role == "Administrator")
    call_command("demo_accounts")
    assert capsys.readouterr().out == ""
    call_command("demo_accounts", reset=True)
    again = [line.split() for line in capsys.readouterr().out.splitlines() if "@" in line]
    assert len(again) == len(roles)
    assert not {line[2] for line in again} & {line[2] for line in lines}
    assert Locale.objects.count() == 4
