"""Upload, export, replace, edit: one step from a file to a report; results and typed texts are never lost."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from courses.forms.editing import EditForm
from courses.models import H5PActivity, H5PAttempt, H5PLibrary, H5PLocalisation, H5PState
from courses.services import h5p_editing, h5p_export, h5p_uploads
from portal.core.errors import InvalidContent, NotAllowed
from portal.core.models import AuditEntry
from portal.files.models import StoredFile
from portal.files.services import store
from tests.factories.h5p import h5p_file

TASK, CHOICE = "t:task", "t:choices.0"


@pytest.fixture
def desk(client, boss):
    """Somebody who may do everything, signed in."""
    client.force_login(boss)
    return client


def address(name, *args):
    return reverse(f"activities:{name}", args=args)


def upload(file, name="activity.h5p"):
    return {"file": SimpleUploadedFile(name, file.getvalue())}


def arrived(user, file):
    return store(stream=file, name="activity.h5p", owner=user, purpose="h5p")


def png(colour="red"):
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(buffer, "PNG")
    return SimpleUploadedFile("New bench.png", buffer.getvalue())


def typed(activity, **changed):
    """What a browser sends of the form, with some fields changed."""
    form = EditForm(activity)
    data = {field.was_name: field.was for field in form.fields if not field.entry.is_media}
    data |= {field.name: field.current for field in form.fields if not field.entry.is_media}
    return data | changed


def test_a_package_becomes_an_activity_in_one_step(desk):
    answer = desk.post(address("upload"), upload(h5p_file()), follow=True)
    activity = H5PActivity.objects.get()
    assert answer.redirect_chain == [(address("activity", activity.uuid), 302)]
    assert "1 library was installed" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_an_upload_that_arrived_in_parts(desk, boss, manager):
    other = arrived(manager, h5p_file())
    assert desk.post(address("upload"), {"arrived": str(other.uuid)}).status_code == 422
    file = arrived(boss, h5p_file())
    assert desk.post(address("upload"), {"arrived": str(file.uuid)}).status_code == 302
    assert StoredFile.objects.get() == other


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (io.BytesIO(b"not a package"), ["This is not an H5P file"]),
        (h5p_file(files={"content/evil.html": b"<script>"}), ["Files of the type “html”", "content/evil.html"]),
        (h5p_file(files={"LS4VET.Probe-1.0/library.json": None}), ["LS4VET.Probe-1.0"]),
    ],
    ids=["rubbish", "markup", "no library"],
)
def test_what_is_wrong_where_and_nothing_stays(desk, storage, committed, file, words):
    with committed():
        answer = desk.post(address("upload"), upload(file))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing of it was stored" in text
    assert [word for word in words if word not in text] == []
    assert not H5PActivity.objects.exists()
    assert not H5PLibrary.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [path for path in storage.parent.rglob("*") if path.is_file()]


def test_a_missing_library_is_named_with_its_version_and_source(desk):
    files = {name: None for name in zipfile.ZipFile(h5p_file()).namelist() if name.startswith("LS4VET.Probe")}
    text = desk.post(address("upload"), upload(h5p_file(files=files))).content.decode()
    assert "A library is missing" in text
    assert "LS4VET.Probe</th>" in text
    assert ">1.0<" in text
    assert "h5p.org" in text


def test_the_report_speaks_the_readers_language(desk, boss, settings):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=boss, defaults={"preferred_language": "de"})
    text = desk.post(address("upload"), upload(io.BytesIO(b"x"))).content.decode()
    assert 'lang="de"' in text


def test_editors_may_bring_what_is_installed_and_no_code(client, boss, manager):
    client.force_login(manager)
    refused = client.post(address("upload"), upload(h5p_file()))
    assert refused.status_code == 422
    assert "only course managers and administrators may install it" in refused.content.decode()
    assert not H5PLibrary.objects.exists()
    with_rights = arrived(boss, h5p_file())
    h5p_uploads.add(user=boss, file=with_rights)
    assert client.post(address("upload"), upload(h5p_file())).status_code == 302
    assert H5PActivity.objects.count() == 2


def test_nothing_chosen_and_a_file_with_a_bad_name(desk):
    assert "Choose a file first." in desk.post(address("upload"), {}).content.decode()
    assert desk.post(address("upload"), upload(h5p_file(), "x" * 240 + ".h5p")).status_code == 422


def test_export_and_import_give_identical_parameters(desk, boss, activity):
    H5PLocalisation.objects.create(
        activity=activity,
        language="hu",
        title="Kérdés",
        version=1,
        parameters={**activity.parameters, "task": "<p>Ő</p>"},
    )
    packages = {}
    for language in ("en", "hu"):
        answer = desk.get(address("export", activity.uuid), {"language": language})
        assert answer["Content-Type"] == "application/zip"
        packages[language] = io.BytesIO(b"".join(answer.streaming_content))
    expected = {"en": activity.parameters, "hu": activity.localisations.get().parameters}
    sums = {path: info["sha256"] for path, info in activity.files.items()}
    library = activity.library.sha256
    activity.delete()
    H5PLibrary.objects.all().delete()
    for language, package in packages.items():
        report = h5p_uploads.add(user=boss, file=arrived(boss, package))
        assert report.activity.parameters == expected[language]
        assert {path: info["sha256"] for path, info in report.activity.files.items()} == sums
        assert (report.activity.language, report.activity.library.sha256) == (language, library)
    assert report.activity.title == "Kérdés"


def test_export_is_refused_for_a_language_there_is_not(boss, anna, activity):
    with pytest.raises(InvalidContent, match="Dutch"):
        h5p_export.export(user=boss, activity=activity, target=io.BytesIO(), language="nl")
    with pytest.raises(NotAllowed):
        h5p_export.export(user=anna, activity=activity, target=io.BytesIO())


def test_differences_are_shown_first_and_results_stay(desk, boss, anna, activity):
    attempt = H5PAttempt.objects.create(
        user=anna, activity=activity, number=1, version=1, language="en", score=1, max_score=1
    )
    state = H5PState.objects.create(user=anna, activity=activity, language="en", version=1, data="{}")
    changed = h5p_file(content={"task": "<p>One teacher watched a pupil.</p>"})
    shown = desk.post(address("replace", activity.uuid), upload(changed))
    text = shown.content.decode()
    assert "One teacher watched a pupil." in text
    assert "Two teachers watched the same pupil" in text
    assert "Who has begun goes on where they are" in text
    activity.refresh_from_db()
    assert activity.version == 1
    file = StoredFile.objects.get()
    done = desk.post(address("replace_confirm", activity.uuid), {"arrived": file.uuid, "version": 1, "yes": "1"})
    assert done.status_code == 302
    activity.refresh_from_db()
    attempt.refresh_from_db()
    state.refresh_from_db()
    assert (activity.version, attempt.score, state.version) == (2, 1, 2)
    assert not StoredFile.objects.exists()
    assert AuditEntry.objects.filter(action="h5p.activity_replaced").count() == 1


def test_other_parts_mean_that_people_begin_again(desk, anna, activity):
    state = H5PState.objects.create(user=anna, activity=activity, language="en", version=1, data="{}")
    changed = h5p_file(content={"choices": ["Only one now."]})
    text = desk.post(address("replace", activity.uuid), upload(changed)).content.decode()
    assert "1 person who has begun starts it again" in text
    file = StoredFile.objects.get()
    desk.post(address("replace_confirm", activity.uuid), {"arrived": file.uuid, "version": 1, "yes": "1"})
    state.refresh_from_db()
    assert state.version == 1


def test_no_is_no_and_an_old_look_is_repeated(desk, activity):
    desk.post(address("replace", activity.uuid), upload(h5p_file(content={"task": "<p>New</p>"})))
    file = StoredFile.objects.get()
    H5PActivity.objects.filter(pk=activity.pk).update(version=2)
    again = desk.post(address("replace_confirm", activity.uuid), {"arrived": file.uuid, "version": 1, "yes": "1"})
    assert again.status_code == 409
    assert "Look at the differences again" in again.content.decode()
    assert desk.post(address("replace_confirm", activity.uuid), {"arrived": file.uuid, "no": "1"}).status_code == 302
    assert not StoredFile.objects.exists()
    activity.refresh_from_db()
    assert activity.version == 2
    assert "Two teachers" in activity.parameters["task"]


def test_translations_go_along_but_for_what_changed(boss, activity):
    words = {**activity.parameters, "task": "<p>Két tanár.</p>", "choices": ["Forgatta.", "Unatkozott."]}
    H5PLocalisation.objects.create(activity=activity, language="hu", title="K", version=1, parameters=words)
    h5p_editing.edit(user=boss, activity=activity, texts={"choices.1": "She slept."}, media={})
    hungarian = activity.localisations.get()
    assert (hungarian.version, hungarian.parameters["task"]) == (2, "<p>Két tanár.</p>")
    assert hungarian.parameters["choices"] == ["Forgatta.", "She slept."]


def test_texts_and_a_picture_change(desk, activity, storage, committed):
    old = activity.key("images/bench.png")
    with committed():
        data = typed(activity, **{TASK: "Fish & chips?\n\nSecond.", "f:picture": png()})
        assert desk.post(address("edit", activity.uuid), data).status_code == 302
    activity.refresh_from_db()
    assert activity.version == 2
    assert activity.parameters["task"] == "<p>Fish &amp; chips?</p><p>Second.</p>"
    assert activity.parameters["choices"] == ["She turned the workpiece three times.", "She was bored."]
    (path,) = activity.files
    assert path.startswith("images/new-bench-")
    picture = activity.parameters["picture"]
    assert (picture["path"], picture["mime"], picture["width"], picture["height"]) == (path, "image/png", 30, 20)
    assert (storage / activity.key(path)).exists()
    assert not (storage / old).exists()
    assert AuditEntry.objects.get(action="h5p.activity_edited").data == {"version": 2, "texts": 1, "files": 1}
    assert desk.get(address("picture", activity.uuid, path))["Content-Type"] == "image/png"


def test_nothing_changed_makes_no_version(desk, activity):
    assert desk.post(address("edit", activity.uuid), typed(activity)).status_code == 302
    activity.refresh_from_db()
    assert activity.version == 1


def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(desk, activity):
    text = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>")
    data = typed(activity, **{TASK: "Typed & kept", CHOICE: "", "f:picture": text})
    answer = desk.post(address("edit", activity.uuid), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed &amp; kept" in page
    assert "Write something here." in page
    assert "could act in a browser" in page
    activity.refresh_from_db()
    assert activity.version == 1


def test_two_people_at_once(desk, boss, activity):
    """Untouched fields keep what the other one wrote; the same field is shown first."""
    before = typed(activity)
    h5p_editing.edit(user=boss, activity=activity, texts={"choices.0": "Hers.", "choices.1": "Hers, too."}, media={})
    answer = desk.post(address("edit", activity.uuid), {**before, CHOICE: "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "meanwhile to “Hers.”" in page
    assert 'value="Mine."' in page
    activity.refresh_from_db()
    assert desk.post(address("edit", activity.uuid), typed(activity, **{CHOICE: "Mine."})).status_code == 302
    activity.refresh_from_db()
    assert activity.parameters["choices"] == ["Mine.", "Hers, too."]


def test_a_place_that_is_gone_shows_what_was_typed(desk, boss, activity):
    data = typed(activity, **{"t:choices.1": "Long thought about."})
    H5PActivity.objects.filter(pk=activity.pk).update(parameters={**activity.parameters, "choices": ["One"]}, version=2)
    page = desk.post(address("edit", activity.uuid), data).content.decode()
    assert "These texts have no place any more" in page
    assert "Long thought about." in page


def test_formatting_stays_within_what_is_allowed(desk, boss, activity):
    h5p_editing.edit(user=boss, activity=activity, texts={"task": "<p>A <strong>b</strong></p>"}, media={})
    activity.refresh_from_db()
    page = desk.post(
        address("edit", activity.uuid), typed(activity, **{TASK: "<p>A <script>alert(1)</script></p>"})
    ).content.decode()
    assert "These tags may not stand here: &lt;script&gt;" in page
    assert (
        desk.post(address("edit", activity.uuid), typed(activity, **{TASK: "<p><strong>C</strong></p>"})).status_code
        == 302
    )
    activity.refresh_from_db()
    assert activity.parameters["task"] == "<p><strong>C</strong></p>"


@pytest.mark.parametrize(("path", "value"), [("nowhere", "x"), ("task", "<p onclick=alert(1)>x</p>")])
def test_the_service_takes_nothing_the_filter_would_change(boss, activity, path, value):
    with pytest.raises(InvalidContent):
        h5p_editing.edit(user=boss, activity=activity, texts={path: value}, media={})
    activity.refresh_from_db()
    assert activity.version == 1


def test_learners_edit_nothing(anna, activity):
    with pytest.raises(NotAllowed):
        h5p_editing.edit(user=anna, activity=activity, texts={"task": "x"}, media={})


def test_old_uploads_are_forgotten(boss, db):
    from datetime import timedelta

    from django.utils import timezone

    arrived(boss, h5p_file())
    assert h5p_uploads.forget_old(now=timezone.now()) == 0
    assert h5p_uploads.forget_old(now=timezone.now() + timedelta(days=2)) == 1
    assert not StoredFile.objects.exists()


def test_the_form_groups_by_the_semantics(activity):
    form = EditForm(activity)
    assert [field.entry.path for field in form.fields] == ["task", "choices.0", "choices.1", "picture", "check"]
    labels = [getattr(child, "label", "") for child in form.content.children]
    assert labels == ["Task", "Choices", "Picture"]
    assert [field.label for field in form.content.children[1].children] == ["Choice 1", "Choice 2"]
    assert [field.label for field in form.interface.children] == ["Check"]
    assert json.dumps(sorted(form.texts())) == "[]"


def test_labels_speak_the_readers_language_where_the_library_does(boss):
    from django.utils import translation

    texts = [{"label": "Feladat", "description": "Mi a teendő?"}, {"label": "Válaszok", "field": {"label": "Válasz"}}]
    files = {"LS4VET.Probe-1.0/language/hu.json": json.dumps({"semantics": texts}).encode()}
    report = h5p_uploads.add(user=boss, file=arrived(boss, h5p_file(files=files)))
    with translation.override("hu"):
        form = EditForm(report.activity)
    assert [field.label for field in form.fields] == ["Feladat", "Válasz 1", "Válasz 2", "Picture", "Check"]
    assert form.fields[0].hint.startswith("Mi a teendő?")
    assert form.content.children[1].label == "Válaszok"
