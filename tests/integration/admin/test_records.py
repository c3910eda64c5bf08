"""Records in the admin: results with versions and files, funding texts, organisations, people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.core.models import FundingText
from portal.models import NewsCategory, Result, ResultVersion
from tests.factories import funding_texts

pytestmark = pytest.mark.django_db


def formset(name, rows, initial=0):
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": initial, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    data = {f"{name}-{key}": value for key, value in counts.items()}
    for number, row in enumerate(rows):
        data |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return data


def result_form(result, extra_version, files, *, old_current):
    version = result.versions.get()
    file = version.files.get()
    old = {"id": version.pk, "number": version.number, "date": version.date, "ORDER": 1}
    old |= {"current": "on"} if old_current else {}
    data = {
        "code": result.code,
        "sort_order": result.sort_order,
        "state": result.state,
        "licence": result.licence,
        "licence_url": result.licence_url,
        "authors": result.authors,
        **formset("versions", [old, extra_version], initial=1),
        **formset("versions-0-files", [{"id": file.pk, "language": "en", "format": "pdf", "title": "T"}], initial=1),
        **formset("versions-1-files", files),
    }
    return {key: value for key, value in data.items() if value is not None}


NEW = {"number": "2.0", "date": "2023-06-01", "current": "on", "note_en": "Third edition"}


def upload(name="new.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7 newer", content_type="application/pdf")


def post_result(client, version=NEW, files=None, *, old_current=False):
    result = Result.objects.get(code="IO1")
    files = files if files is not None else [{"language": "hu", "format": "pdf", "title": "A modell", "file": upload()}]
    url = reverse(Result.snippet_viewset.get_url_name("edit"), args=[result.pk])
    return client.post(url, result_form(result, version, files, old_current=old_current))


def test_a_new_version_with_a_file_takes_over(signed_in):
    assert post_result(signed_in("moderator")).status_code == 302
    current = ResultVersion.objects.get(current=True)
    file = current.files.get()
    assert (current.number, file.size, len(file.sha256)) == ("2.0", 14, 64)


def test_two_current_versions_are_refused_with_a_sentence(signed_in):
    answer = post_result(signed_in("moderator"), old_current=True)
    assert answer.status_code == 200
    assert "Readers can get one version only" in answer.content.decode()
    assert ResultVersion.objects.count() == 1


def test_the_same_number_twice_is_refused(signed_in):
    answer = post_result(signed_in("moderator"), version={**NEW, "number": "1.2"})
    assert answer.status_code == 200
    assert ResultVersion.objects.count() == 1


def test_the_same_file_twice_is_refused(signed_in):
    rows = [{"language": "hu", "format": "pdf", "title": "A", "file": upload(f"{n}.pdf")} for n in (1, 2)]
    answer = post_result(signed_in("moderator"), files=rows)
    assert answer.status_code == 200
    assert ResultVersion.objects.count() == 1


def test_the_funding_table_shows_what_is_missing(signed_in, site):
    for text in funding_texts(verified=False):
        if text.language == "nl":
            text.delete()
    page = signed_in("moderator").get(reverse(FundingText.snippet_viewset.get_url_name("list"))).content.decode()
    assert "in use" in page
    assert "?regime=2014-2020&amp;kind=statement&amp;language=nl" in page
    assert page.count("Not verified") == 6


def verify(client, record, **changes):
    url = reverse(FundingText.snippet_viewset.get_url_name("edit"), args=[record.pk])
    fields = {name: getattr(record, name) for name in ("regime", "kind", "language", "text", "source")}
    answer = client.post(url, {**fields, **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    record.refresh_from_db()


def test_verifying_records_who_and_when(signed_in):
    text = funding_texts(verified=False)[0]
    verify(signed_in("moderator"), text, verified="on")
    assert (text.verified_by, text.verified_on) == ("Moderator", timezone.localdate())


def test_saving_again_keeps_the_first_verifier(signed_in):
    text = funding_texts()[0]
    verify(signed_in("moderator"), text, verified="on")
    assert text.verified_by == "A. Person"


def test_a_changed_wording_is_verified_anew(signed_in):
    text = funding_texts()[0]
    verify(signed_in("moderator"), text, text="Other words", verified="on")
    assert (text.verified_by, text.verified_on) == ("Moderator", timezone.localdate())


def test_unticking_withdraws_the_verification(signed_in):
    text = funding_texts()[0]
    verify(signed_in("moderator"), text)
    assert (text.verified_by, text.verified_on) == ("", None)


def test_adding_from_the_table_fills_in_the_place(signed_in):
    url = reverse(FundingText.snippet_viewset.get_url_name("add"))
    client = signed_in("moderator")
    form = client.get(url, {"regime": "2021-2027", "kind": "disclaimer", "language": "hu"}).context["form"]
    assert [form.initial[name] for name in ("regime", "kind", "language")] == ["2021-2027", "disclaimer", "hu"]
    assert client.get(url, {"regime": "x" * 3000, "language": "xx"}).status_code == 200


def test_organisations_have_one_tab_for_each_language(signed_in):
    one = Organisation.objects.get(key="elte")
    page = signed_in("editor").get(reverse(Organisation.snippet_viewset.get_url_name("edit"), args=[one.pk]))
    tabs = page.content.decode()
    assert all(f'name="summary_{language}"' in tabs for language in ("en", "hu", "de", "nl"))
    assert 'name="summary"' not in tabs


def test_editors_open_categories_but_not_results(signed_in):
    client = signed_in("editor")
    assert client.get(reverse(NewsCategory.snippet_viewset.get_url_name("list"))).status_code == 200
    assert client.get(reverse(Result.snippet_viewset.get_url_name("list"))).status_code == 302


PASSWORD = "a-long-pass-phrase"


def test_an_administrator_makes_an_account_that_signs_in(signed_in, client):
    form = {"email": "new@ls4vet.example", "display_name": "New", "password1": PASSWORD, "password2": PASSWORD}
    assert signed_in("administrator").post(reverse("wagtailusers_users:add"), form).status_code == 302
    user = User.objects.get(email="new@ls4vet.example")
    assert (str(user), user.first_name) == ("New", "")
    assert client.login(username="NEW@ls4vet.example", password=PASSWORD)


def test_an_address_is_taken_whatever_its_case(signed_in):
    User.objects.create_user("taken@ls4vet.example", PASSWORD)
    form = {"email": "Taken@ls4vet.example", "display_name": "X", "password1": PASSWORD, "password2": PASSWORD}
    answer = signed_in("administrator").post(reverse("wagtailusers_users:add"), form)
    assert answer.status_code == 200
    assert User.objects.filter(email__iexact="taken@ls4vet.example").count() == 1


def test_an_administrator_changes_an_account(signed_in):
    user = User.objects.create_user("change@ls4vet.example", PASSWORD, display_name="Old", is_active=True)
    form = {"email": user.email, "display_name": "Newer", "is_active": "on"}
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    assert signed_in("administrator").post(url, form).status_code == 302
    user.refresh_from_db()
    assert (user.display_name, user.check_password(PASSWORD)) == ("Newer", True)
