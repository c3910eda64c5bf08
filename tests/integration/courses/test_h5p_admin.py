"""Activities in the admin: list, one of them, deletion, libraries; who may come in."""

import pytest
from django.urls import reverse
from django.utils import translation

from courses.errors import InUse, WithRecords
from courses.models import H5PActivity, H5PAttempt, H5PLibrary, H5PLocalisation
from courses.services import h5p_activities, h5p_libraries, h5p_lists, h5p_uses
from courses.services.h5p_uses import Use
from portal.core.errors import NotAllowed
from portal.core.models import AuditEntry
from tests.factories import user
from tests.factories.h5p import install


@pytest.fixture
def desk(client, boss):
    """Somebody who may do everything, signed in."""
    client.force_login(boss)
    return client


@pytest.fixture
def used(monkeypatch):
    """`used(activity)`: a unit shows it."""
    places = {}
    monkeypatch.setattr(h5p_uses, "_finders", [lambda rows: {row.pk: places.get(row.pk, []) for row in rows}])

    def put(activity):
        places[activity.pk] = [Use("Unit 3", "/admin/units/3/")]

    return put


def address(name, *args):
    return reverse(f"activities:{name}", args=args)


@pytest.mark.parametrize("role", ["learner", "facilitator", "translator_hu"])
def test_only_managers_come_in(client, activity, role):
    client.force_login(user("somebody@example.org", role))
    pages = [address("index"), address("libraries"), address("upload"), address("activity", activity.uuid)]
    pages += [address(name, activity.uuid) for name in ("edit", "replace", "export", "delete", "describe")]
    assert {client.get(page).status_code for page in pages} <= {302, 403}


@pytest.mark.parametrize("role", ["course_manager", "administrator"])
def test_the_migration_gives_the_rights(db, role):
    person = user("person@example.org", role)
    rights = ("wagtailadmin.access_admin", "courses.add_h5pactivity", "courses.install_h5p_library")
    assert all(person.has_perm(right) for right in rights)


def test_the_list_says_what_there_is(desk, activity, used):
    H5PActivity.objects.filter(pk=activity.pk).update(licence="CC BY-SA 4.0", authors="Anna Kis")
    used(activity)
    text = desk.get(address("index")).content.decode()
    for words in (activity.title, activity.library.title, "Unit 3", "CC BY-SA 4.0", "Anna Kis", "English"):
        assert words in text
    assert "no-store" in desk.get(address("index"))["Cache-Control"]


@pytest.mark.parametrize(("language", "title"), [("hu", "Egy kérdés"), ("de", ""), ("en", "")])
def test_the_list_speaks_the_readers_language(activity, language, title):
    values = {"version": activity.version, "parameters": {}}
    H5PLocalisation.objects.create(activity=activity, language="hu", title="Egy kérdés", **values)
    with translation.override(language):
        (row,) = h5p_lists.with_uses(list(h5p_lists.found(words="kérdés")))
        assert (row.title, row.title_language) == ((title, language) if title else (activity.title, "en"))


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("q=bench", True),
        ("q=nothing like it", False),
        ("type=LS4VET.Probe", True),
        ("language=en", True),
        ("language=hu", False),
        ("use=used", False),
        ("use=unused", True),
    ],
)
def test_the_list_is_searched(desk, boss, used, query, there):
    install(boss, manifest={"title": "At the bench"})
    assert ("At the bench" in desk.get(f"{address('index')}?{query}").content.decode()) is there


def test_a_long_list_asks_no_more(desk, activity, queries):
    desk.get(address("index"))
    with queries() as one:
        desk.get(address("index"))
    library = activity.library
    H5PActivity.objects.bulk_create(H5PActivity(title=f"No {number}", library=library) for number in range(29))
    with queries() as thirty:
        assert "30 activities" in desk.get(address("index")).content.decode()
    assert len(thirty) <= len(one)


def test_one_activity_with_its_history(desk, activity):
    text = desk.get(address("activity", activity.uuid)).content.decode()
    assert "added the activity" in text
    assert str(activity.library) in text
    assert "Nowhere yet" in text


def test_a_description_changes(desk, activity):
    answer = desk.post(
        address("describe", activity.uuid), {"title": "Another title", "language": "hu", "access": "signed_in"}
    )
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.language, activity.access) == ("Another title", "hu", "signed_in")
    assert AuditEntry.objects.get(action="h5p.activity_described").data == {"changed": ["title", "access", "language"]}
    wrong = desk.post(address("describe", activity.uuid), {"title": "", "language": "hu", "access": "signed_in"})
    assert wrong.status_code == 422


def test_what_is_in_use_stays_and_says_where(desk, boss, activity, used):
    used(activity)
    with pytest.raises(InUse) as refusal:
        h5p_activities.remove(user=boss, activity=activity, with_results=True)
    assert refusal.value.places == [Use("Unit 3", "/admin/units/3/")]
    answer = desk.post(address("delete", activity.uuid), {"with_results": "on"})
    assert answer.status_code == 409
    assert "/admin/units/3/" in answer.content.decode()
    assert H5PActivity.objects.filter(pk=activity.pk).exists()


def test_results_go_only_when_somebody_says_so(desk, boss, anna, activity):
    H5PAttempt.objects.create(user=anna, activity=activity, number=1, version=1, language="en")
    with pytest.raises(WithRecords, match="1 person has results"):
        h5p_activities.remove(user=boss, activity=activity)
    assert desk.post(address("delete", activity.uuid)).status_code == 409
    assert H5PAttempt.objects.exists()
    assert desk.post(address("delete", activity.uuid), {"with_results": "on"}).status_code == 302
    assert not H5PAttempt.objects.exists()
    assert not H5PActivity.objects.exists()


def test_files_go_with_the_activity_and_libraries_stay(boss, activity, storage, committed):
    assert [path for path in (storage / "content").rglob("*") if path.is_file()]
    with committed():
        h5p_activities.remove(user=boss, activity=activity)
    assert not [path for path in (storage / "content").rglob("*") if path.is_file()]
    assert H5PLibrary.objects.exists()
    assert AuditEntry.objects.get(action="h5p.activity_removed").actor == boss


def test_learners_delete_nothing(anna, activity):
    with pytest.raises(NotAllowed):
        h5p_activities.remove(user=anna, activity=activity)


def test_libraries_say_who_uses_them(desk, activity):
    text = desk.get(address("libraries")).content.decode()
    assert activity.title in text
    assert activity.library.version in text
    assert reverse("activities:library_remove", args=[activity.library_id]) not in text


def test_a_used_library_stays_an_unused_one_goes(desk, boss, activity, storage, committed):
    library = activity.library
    with pytest.raises(InUse) as refusal:
        h5p_libraries.remove(user=boss, library=library)
    assert [str(place) for place in refusal.value.places] == [activity.title]
    answer = desk.post(address("library_remove", library.pk), follow=True)
    assert f"{library} is needed and stays. {activity.title}" in answer.content.decode()
    h5p_activities.remove(user=boss, activity=activity)
    with committed():
        assert desk.post(address("library_remove", library.pk)).status_code == 302
    assert not H5PLibrary.objects.exists()
    assert not [path for path in (storage / "libraries").rglob("*") if path.is_file()]
    assert AuditEntry.objects.get(action="h5p.library_removed").actor == boss


def test_what_another_library_builds_on_goes_after_it(boss, db):
    base = {"major": 1, "minor": 0, "patch": 1, "title": "x"}
    below = H5PLibrary.objects.create(machine="H5P.Below", sha256="1" * 64, **base)
    above = H5PLibrary.objects.create(machine="H5P.Above", sha256="2" * 64, preloaded=["H5P.Below 1.0"], **base)
    with pytest.raises(InUse) as refusal:
        h5p_libraries.remove(user=boss, library=below)
    assert refusal.value.places == [above]
    assert h5p_libraries.remove_unused(user=boss) == 2
    assert not H5PLibrary.objects.exists()


def test_editors_remove_no_libraries(manager, activity):
    with pytest.raises(NotAllowed):
        h5p_libraries.remove_unused(user=manager)


def test_the_libraries_ask_three_queries(boss, activity, queries):
    with queries() as asked:
        h5p_libraries.standings()
    assert len(asked) == 2
