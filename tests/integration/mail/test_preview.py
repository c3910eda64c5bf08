"""Every mail can be looked at in four languages; the test inbox is open in demonstrations only."""

from pathlib import Path

import pytest
from django.conf import settings as project_settings

from portal.core import mail
from tests.factories import LANGUAGES, SmallSite

TEMPLATES = sorted(
    path.stem for path in (Path(project_settings.BASE_DIR) / "templates/emails").glob("*.txt") if path.stem != "base"
)


def test_every_mail_has_both_forms_and_an_example():
    folder = Path(project_settings.BASE_DIR) / "templates/emails"
    assert sorted(mail.examples()) == TEMPLATES
    assert [name for name in TEMPLATES if not (folder / f"{name}.html").exists()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_mail(site: SmallSite, client, language):
    text = client.get(f"/{language}/styleguide/mails/").content.decode()
    assert [name for name in TEMPLATES if f"/{language}/styleguide/mails/{name}/" not in text] == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_is_shown_as_text_and_as_html(site: SmallSite, client, template, language):
    page = client.get(f"/{language}/styleguide/mails/{template}/")
    assert page.status_code == 200
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    letter = client.get(f"/{language}/styleguide/mails/{template}/html/")
    html = letter.content.decode()
    assert f'<html lang="{language}">' in html
    assert "script-src 'none'" in letter["Content-Security-Policy"]
    assert "src=" not in html
    assert "<table" not in html


def test_a_mail_that_does_not_exist_is_not_found(site: SmallSite, client):
    for place in ("", "html/"):
        assert client.get(f"/en/styleguide/mails/base/{place}").status_code == 404


def test_the_test_inbox_shows_what_was_written(site: SmallSite, client):
    row = mail.send(
        "test", to="reader@example.org", context={}, language="de", attachments=[("a.ics", b"BEGIN", "text/calendar")]
    )
    page = client.get("/en/styleguide/outbox/", {"to": "READER@example.org"})
    assert row.subject in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert row.subject not in client.get("/en/styleguide/outbox/", {"to": "other@example.org"}).content.decode()
    assert row.message_id not in page.content.decode()
    assert client.get(f"/en/styleguide/outbox/{row.pk}/").status_code == 200
    assert '<html lang="de">' in client.get(f"/en/styleguide/outbox/{row.pk}/html/").content.decode()
    file = client.get(f"/en/styleguide/outbox/file/{row.attachments.get().pk}/")
    assert (file.content, file["Content-Type"]) == (b"BEGIN", "application/octet-stream")


def test_there_is_no_test_inbox_on_a_public_server(site: SmallSite, client, settings):
    row = mail.send("test", to="reader@example.org", context={}, attachments=[("a.ics", b"BEGIN", "text/calendar")])
    settings.MAIL_OUTBOX = False
    file = row.attachments.get().pk
    for place in ("", f"{row.pk}/", f"{row.pk}/html/", f"file/{file}/"):
        assert client.get(f"/en/styleguide/outbox/{place}").status_code == 404


def test_production_has_no_test_inbox():
    text = (Path(project_settings.BASE_DIR) / "portal/settings/production.py").read_text()
    assert "MAIL_OUTBOX" not in text
