"""Those who run an event take the list out: as a table no formula hides in, and as a tagged sheet to sign."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.accounts.models import User
from portal.core.errors import NotAllowed
from portal.core.models import AuditEntry
from portal.core.permissions import EDITORS, TRANSLATORS
from portal.models import EventPage, Registration
from portal.services import attendance, setup


def person(group: str) -> User:
    setup.ensure()
    user = User.objects.create_user(f"{group.lower()}@example.org")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db) -> User:
    return person(EDITORS)


@pytest.fixture
def people(come):
    for name in ("zoltan", "agnes", "csilla"):
        come(name)
    Registration.objects.filter(name="Zoltan").update(name="=HYPERLINK(1)")
    Registration.objects.filter(name="Agnes").update(name="Ágnes")


def base(meeting: EventPage) -> str:
    return f"/admin/registrations/{meeting.translation_key}"


def test_csv_has_everybody_and_no_formula(people, meeting: EventPage, editor: User):
    rows = list(csv.reader(io.StringIO(attendance.as_csv(meeting.translation_key, user=editor).decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Email", "Seat", "Language", "Registered"]
    assert [row[:3] for row in rows[1:]] == [
        ["'=HYPERLINK(1)", "zoltan@example.org", "1"],
        ["Ágnes", "agnes@example.org", "2"],
        ["Csilla", "csilla@example.org", "waiting list"],
    ]


def test_xlsx_has_the_same(people, meeting: EventPage, editor: User):
    sheet = load_workbook(io.BytesIO(attendance.as_xlsx(meeting.translation_key, user=editor))).active
    assert [cell.value for cell in sheet["A"]] == ["Name", "'=HYPERLINK(1)", "Ágnes", "Csilla"]
    assert all(cell.data_type == "s" for cell in sheet["A"])


def test_the_sheet_is_tagged_in_its_language_and_in_the_sites_fonts(people, meeting: EventPage, editor: User):
    sheet = opened(attendance.as_pdf(meeting.translation_key, user=editor))
    root = sheet.trailer["/Root"]
    assert (sheet.pdf_header, root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("%PDF-1.7", "en", True)
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert sheet.metadata.title == "Attendance sheet: Open hour"
    fonts = {font.get_object()["/BaseFont"] for font in sheet.pages[0]["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2].partition("-latin")[0] for name in fonts} == {"source-sans-3", "source-serif-4"}


def test_the_sheet_has_those_with_a_seat_and_empty_lines(people, meeting: EventPage, editor: User):
    text = opened(attendance.as_pdf(meeting.translation_key, user=editor)).pages[0].extract_text()
    lines = text.splitlines()
    start = lines.index("No. Name Signature")
    assert lines[start + 1 : start + 3] == ["1 =HYPERLINK(1)", "2 Ágnes"]
    assert ("Open hour" in lines, "Csilla" in text, "@" in text) == (True, False, False)


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=True)


def test_taking_out_is_noted_without_names(people, meeting: EventPage, editor: User):
    attendance.as_csv(meeting.translation_key, user=editor)
    entry = AuditEntry.objects.get(action="registrations.exported")
    assert (entry.actor, entry.data) == (editor, {"as": "csv", "people": 3})


@pytest.mark.parametrize(("form", "start"), [("csv", "\ufeffName".encode()), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_editors_download_the_files(people, meeting: EventPage, editor: User, client, form, start):
    client.force_login(editor)
    answer = client.get(f"{base(meeting)}.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="open-hour.{form}"'
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_editors_see_the_lists_and_cancel_for_others(people, meeting: EventPage, editor: User, client):
    client.force_login(editor)
    listed = client.get("/admin/registrations/").content.decode()
    assert ("Open hour" in listed, "2 / 2" in listed) == (True, True)
    page = client.get(f"{base(meeting)}/").content.decode()
    assert page.index("=HYPERLINK(1)") < page.index("Ágnes") < page.index("Csilla")
    row = Registration.objects.get(name="Ágnes")
    assert client.get(f"/admin/registrations/{row.pk}/cancel/").status_code == 405
    assert client.post(f"/admin/registrations/{row.pk}/cancel/").status_code == 302
    assert Registration.objects.get(name="Csilla").seat == 2
    assert AuditEntry.objects.get(action="registration.cancelled").actor == editor


def test_translators_and_strangers_see_nobody(people, meeting: EventPage, client):
    row = Registration.objects.first()
    translator = person(TRANSLATORS)
    for service in (attendance.of_event, attendance.as_csv, attendance.as_xlsx, attendance.as_pdf):
        with pytest.raises(NotAllowed):
            service(meeting.translation_key, user=translator)
    for user in (None, translator):
        if user:
            client.force_login(user)
        for place in ("/admin/registrations/", f"{base(meeting)}/", f"{base(meeting)}.csv", f"{base(meeting)}.pdf"):
            assert client.get(place).status_code in (302, 403)
        assert client.post(f"/admin/registrations/{row.pk}/cancel/").status_code in (302, 403)
    assert Registration.objects.count() == 3
    assert not AuditEntry.objects.filter(action="registrations.exported").exists()


def test_an_unknown_event_or_form_is_not_found(meeting: EventPage, editor: User, client):
    client.force_login(editor)
    unknown = "00000000-0000-4000-8000-000000000000"
    for place in (f"/admin/registrations/{unknown}/", f"/admin/registrations/{unknown}.csv", f"{base(meeting)}.exe"):
        assert client.get(place, follow=True).status_code == 404


def test_the_list_of_events_asks_no_more_the_more_there_are(meeting: EventPage, editor: User, queries, come, site):
    from tests.factories import event

    attendance.events_with_registrations(user=editor)
    counts = []
    for number in (1, 8):
        for _each in range(number):
            event(site("events"), registration_open=True)
        with queries() as asked:
            rows = attendance.events_with_registrations(user=User.objects.get(pk=editor.pk))
            [row["event"].title for row in rows]
        counts.append(len(asked))
    assert counts[0] == counts[1]
