"""A course goes into an archive, and comes out of it as it was."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from courses.choices import TransferKind, TransferState
from courses.models import (
    CourseIntensity,
    CoursePage,
    CourseTransfer,
    H5PActivity,
    ModulePage,
    Term,
    UnitPage,
    UnitRule,
    Video,
)  # fmt: skip
from courses.services import archive
from courses.services.archive import BadArchive
from portal.core.errors import NotAllowed
from portal.files.storage import local_copy
from tests.factories import build_site, user
from tests.factories.course import cohort, course_manager, film, intensity, small_course
from tests.factories.h5p import install


@pytest.fixture
def boss(db):
    return user("boss@example.org", is_superuser=True)


@pytest.fixture
def course(boss):
    found = small_course(build_site(), activity=install(boss))
    intensity(found, "light")
    return found


def packed(boss, course) -> io.BytesIO:
    stream = io.BytesIO()
    name = archive.write(user=boss, course=course.key(), target=stream)
    assert name.endswith(".zip")
    stream.seek(0)
    return stream


def pages() -> dict:
    found = {}
    for model in (CoursePage, ModulePage, UnitPage):
        for page in model.objects.select_related("locale").order_by("path"):
            found[page.translation_key, page.locale.language_code] = (
                page.title, page.live, [(block.block_type, block.id) for block in page.body], page.depth,
            )  # fmt: skip
    return found


def forget(course) -> None:
    """As on a site that never had it."""
    for code in ("en", "hu", "de", "nl"):
        Page.objects.get(pk=course.pages[()][code].pk).delete()
    Video.objects.all().delete()
    H5PActivity.objects.all().delete()
    CourseIntensity.objects.all().delete()


def take_in(boss, stream, **options):
    parent = Page.objects.get(slug="project", locale__language_code="en")
    with archive.opened(stream) as found:
        return archive.take_in(user=boss, archive=found, parent=parent, **options)


def test_a_course_comes_back_as_it_was(boss, course):
    before, activity = pages(), H5PActivity.objects.get()
    parameters, uuid = activity.parameters, activity.uuid
    stream = packed(boss, course)
    forget(course)
    assert not pages()
    plan = take_in(boss, stream)
    assert plan.is_new
    assert plan.new["page"] == 7
    assert plan.new["activity"] == 1
    assert plan.new["video"] == 1
    after = pages()
    activity = H5PActivity.objects.get()
    assert (activity.uuid, activity.parameters) == (uuid, parameters)
    assert after == before
    unit = UnitPage.objects.get(translation_key=course.key(1, 1), locale__language_code="de")
    assert {str(block.id) for block in unit.body} >= {str(course.block("question")), str(course.block("activity"))}
    assert next(block for block in unit.body if block.block_type == "activity").value["activity"] == activity
    rules = CourseIntensity.objects.get(course=course.key(), code="light")
    assert list(UnitRule.objects.values_list("intensity", "unit", "required")) == [(rules.pk, course.key(2, 2), False)]


def test_every_paragraph_comes_back_in_its_place(boss, course):
    words = {"en": ("One [G21].", "Two."), "de": ("Eins [G21].", "Zwei."), "nl": ("Een.", "Twee."), "hu": ("1.", "2.")}
    for code, two in words.items():
        page = course.unit(2, 2, code)
        body = [{**dict(block), "value": "".join(f"<p>{one}</p>" for one in two)} for block in page.body.raw_data]
        UnitPage.objects.filter(pk=page.pk).update(body=json.dumps(body, default=str))
    stream = packed(boss, course)
    forget(course)
    take_in(boss, stream)
    for page in UnitPage.objects.filter(translation_key=course.key(2, 2)).select_related("locale"):
        html = str(page.body[0].value.source)
        assert re.findall(r"<p[^>]*>([^<]*)</p>", html) == list(words[page.locale.language_code])


def test_what_is_here_stays_unless_it_is_to_be_replaced(boss, course):
    stream = packed(boss, course)
    page = course.unit(2, 2)
    page.title = "Changed here"
    page.save_revision().publish()
    plan = take_in(boss, stream)
    assert (plan.is_new, plan.new["page"], plan.known["page"]) == (False, 0, 7)
    assert course.unit(2, 2).title == "Changed here"
    plan = take_in(boss, stream, replace=True)
    assert plan.replaced["page"] == 7
    assert course.unit(2, 2).title == "Unit 2.2"
    assert course.unit(2, 2).revisions.count() >= 2


def test_nothing_about_people_is_in_it(boss, course):
    group = cohort(course)
    from tests.factories.course import learner

    learner(group, user("anna.secret@school.example", "learner"))
    with zipfile.ZipFile(packed(boss, course)) as zipped:
        text = b"".join(zipped.read(name) for name in zipped.namelist() if name.endswith(".json"))
    assert b"anna.secret" not in text
    assert b"boss@example.org" not in text


def changed(stream: io.BytesIO, change) -> io.BytesIO:
    """The archive with its texts changed, and its sums right again."""
    import hashlib

    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        content = json.loads(old.read("course.json"))
        change(content)
        text = json.dumps(content).encode()
        manifest = json.loads(old.read("manifest.json"))
        manifest["files"]["course.json"] = hashlib.sha256(text).hexdigest()
        for name in old.namelist():
            if name not in ("course.json", "manifest.json"):
                new.writestr(name, old.read(name))
        new.writestr("course.json", text)
        new.writestr("manifest.json", json.dumps(manifest))
    out.seek(0)
    return out


def test_scripts_and_links_to_nothing_are_taken_off(boss, course):
    def evil(content):
        unit = next(one for one in content["pages"] if one["key"] == str(course.key(2, 2)))
        unit["fields"]["body"][0]["value"] = (
            '<p onclick="x">Hello <script>alert(1)</script><a linktype="page" id="00000000:en">there</a> '
            '<a href="javascript:alert(1)">x</a></p>'
        )

    stream = changed(packed(boss, course), evil)
    forget(course)
    take_in(boss, stream)
    html = str(course_unit(course, 2, 2).body[0].value.source)
    assert "script" not in html
    assert "onclick" not in html
    assert "Hello" in html
    assert "there" in html
    assert "linktype" not in html


def course_unit(course, *place):
    return UnitPage.objects.get(translation_key=course.key(*place), locale__language_code="en")


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18],
)
def test_other_files_are_refused(db, content):
    with pytest.raises(BadArchive), archive.opened(io.BytesIO(content)):
        pass


def test_a_changed_or_missing_file_is_noticed(boss, course):
    stream = packed(boss, course)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == "course.json" else b""))
    with pytest.raises(BadArchive, match="damaged"), archive.opened(out):
        pass
    with pytest.raises(BadArchive), archive.opened(changed(stream, lambda content: content.pop("pages"))):
        pass


def test_a_fault_in_the_middle_stores_nothing(boss, course):
    def broken(content):
        content["pages"][-1]["fields"]["number"] = "not a number"

    stream = changed(packed(boss, course), broken)
    forget(course)
    with pytest.raises(BadArchive):
        take_in(boss, stream)
    assert not pages()
    assert not Video.objects.exists()


def test_a_larger_one_than_allowed_is_refused(boss, course, settings):
    stream = packed(boss, course)
    settings.COURSE_ARCHIVE_BYTES = 1000
    with pytest.raises(BadArchive, match="larger"), archive.opened(stream):
        pass


def test_only_course_managers(boss, course):
    stream = packed(boss, course)
    with pytest.raises(NotAllowed):
        take_in(user("editor@example.org", "editor"), stream)


def test_the_screens(boss, course, client, committed):
    manager = course_manager("manager@ls4vet.example")
    client.force_login(manager)
    with committed():
        client.post(reverse("courses:archive_ask"), {"course": str(course.key())})
    row = CourseTransfer.objects.get(kind=TransferKind.OUT)
    assert (row.state, row.report) == (TransferState.READY, {})
    shown = client.get(reverse("courses:archives")).content.decode()
    assert reverse("files:download", args=[row.file.uuid]) in shown
    with translation.override("de"):
        assert "„Der Kurs“" in client.get(reverse("courses:archives")).content.decode()
    with local_copy(row.file.key) as stream:
        content = stream.read()
    looked = client.post(reverse("courses:archives"), {"file": SimpleUploadedFile("course.zip", content)})
    assert looked.status_code == 200
    assert looked.context["plan"].known["page"] == 7
    with committed():
        client.post(reverse("courses:archive_take_in"), {"arrived": str(looked.context["stored"].uuid)})
    row = CourseTransfer.objects.get(kind=TransferKind.IN)
    assert row.state == TransferState.READY
    assert row.file is None
    bad = client.post(reverse("courses:archives"), {"file": SimpleUploadedFile("course.zip", b"no zip")})
    assert bad.status_code == 422
    assert "not a zip" in bad.content.decode()


def test_the_archive_is_for_course_managers(course, client):
    client.force_login(user("anna@school.example", "learner"))
    for name in ("archives", "archive_ask", "archive_take_in"):
        assert client.post(reverse(f"courses:{name}")).status_code == 403


def test_a_film_comes_with_its_file(boss, course):
    row = film()
    row.file.save("x.mp4", SimpleUploadedFile("x.mp4", b"film"))
    stream = packed(boss, course)
    forget(course)
    take_in(boss, stream)
    assert Video.objects.get(locale__language_code="en").file.read() == b"film"
    assert not Term.objects.exists()
