"""Results: files measured by their bytes, downloads counted without people, citations to copy."""

import hashlib
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.models import PageViewRestriction

from portal.models import DownloadTally, ResultFile, ResultVersion
from portal.services.results import count_download
from tests.factories import result_with_file

CONTENT = b"%PDF-1.7 a short edition"


@pytest.fixture
def file(site):
    return ResultFile.objects.get()


def url(file):
    return f"/files/{file.uuid}/"


def body(response):
    return b"".join(response.streaming_content)


def test_size_and_checksum_are_measured(file):
    assert (file.size, file.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def test_a_new_file_is_measured_again_and_typed_values_do_not_count(file):
    file.file = ContentFile(b"other bytes", name="x.pdf")
    file.size, file.sha256 = 1, "0" * 64
    file.save()
    file.refresh_from_db()
    assert (file.size, file.sha256) == (11, hashlib.sha256(b"other bytes").hexdigest())
    with file.file.open("rb") as stored:
        assert stored.read() == b"other bytes"


def test_a_download(client, file):
    response = client.get(url(file))
    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["ETag"] == f'"{file.sha256}"'
    assert "IO1-the-model-1.2-en.pdf" in response["Content-Disposition"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response
    assert not response.cookies


def test_downloads_are_counted_by_month_and_nothing_else(client, file):
    for _time in range(3):
        body(client.get(url(file), headers={"user-agent": "X", "referer": "https://x.example/"}))
    tally = DownloadTally.objects.get()
    assert (tally.count, tally.month.day) == (3, 1)
    assert {field.name for field in DownloadTally._meta.get_fields()} == {"id", "file", "month", "count"}


def test_each_month_has_its_number(file):
    for day in (date(2026, 1, 5), date(2026, 1, 31), date(2026, 2, 1)):
        count_download(file, today=day)
    assert dict(DownloadTally.objects.values_list("month", "count")) == {date(2026, 1, 1): 2, date(2026, 2, 1): 1}


def test_head_and_304_are_not_counted(client, file):
    head = client.head(url(file))
    assert (head.status_code, head["Content-Length"]) == (200, str(len(CONTENT)))
    known = client.get(url(file), headers={"if-none-match": f'"{file.sha256}"'})
    assert (known.status_code, known.content) == (304, b"")
    assert DownloadTally.objects.count() == 0


def test_the_number_is_shown(client, site, file):
    count_download(file, today=date(2026, 1, 5))
    count_download(file, today=date(2026, 2, 5))
    assert client.get(site.url("io1")).context["downloads"] == 2


def test_a_file_that_is_gone_is_404_and_not_counted(client, file):
    path = Path(file.file.path)
    path.rename(path.with_suffix(".away"))
    try:
        assert client.get(url(file), follow=True).status_code == 404
    finally:
        path.with_suffix(".away").rename(path)
    assert DownloadTally.objects.count() == 0


def test_an_unknown_file_is_404(site, client):
    assert client.get(f"/files/{uuid4()}/", follow=True).status_code == 404
    assert client.get("/files/1/", follow=True).status_code == 404


def test_post_is_refused(client, file):
    assert client.post(url(file)).status_code == 405


@pytest.mark.parametrize("title", ["../../etc/passwd", 'a"; x="b', "Főzőkanál\r\nX: y"])
def test_a_title_cannot_spoil_the_header(client, file, title):
    file.title = title
    file.save()
    disposition = client.get(url(file))["Content-Disposition"]
    assert "/" not in disposition.partition("''")[2]
    assert "\r" not in disposition


def test_bibtex_and_ris(client, site):
    page = site("io1")
    bib, ris = client.get(f"/cite/{page.pk}.bib"), client.get(f"/cite/{page.pk}.ris")
    assert bib["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert bib["Content-Disposition"] == 'attachment; filename="io1-1.2.bib"'
    assert "title = {{The model}}" in bib.content.decode()
    assert "institution = {LS4VET 2020-1-HU01-KA202-078754}" in bib.content.decode()
    assert f"UR  - http://testserver{page.url}\r\n" in ris.content.decode()
    assert ris["Content-Type"] == "application/x-research-info-systems; charset=utf-8"


def test_citations_that_do_not_exist_are_404(client, site):
    page = site("io1")
    for address in ("/cite/999999.bib", f"/cite/{page.pk}.doc", "/cite/x.bib", f"/cite/{site('aims').pk}.bib"):
        assert client.get(address).status_code == 404
    ResultVersion.objects.update(current=False)
    assert client.get(f"/cite/{page.pk}.bib").status_code == 404
    assert client.get(page.url).status_code == 200


def test_a_closed_result_is_not_cited(client, site):
    PageViewRestriction.objects.create(page=site("io1"), restriction_type="login")
    assert client.get(f"/cite/{site('io1').pk}.bib").status_code == 404


def test_the_page_shows_what_it_is_and_prefers_the_readers_language(client, site, file):
    magyar = ResultFile.objects.create(
        version=file.version, language="hu", format="epub", title="A modell", file=ContentFile(b"PK", name="x.epub")
    )
    assert client.get(site.url("io1", "en")).context["primary_file"] == file
    assert client.get(site.url("io1", "hu")).context["primary_file"] == magyar
    assert client.get(site.url("io1", "nl")).context["primary_file"] == file
    context = client.get(site.url("io1", "hu")).context
    assert [edition["language"] for edition in context["editions"]] == ["en", "hu"]
    assert file.sha256 in client.get(site.url("io1")).content.decode()


def test_one_version_is_current_and_each_number_exists_once(file):
    result = file.version.result
    for values in ({"number": "2.0", "current": True}, {"number": "1.2"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResultVersion.objects.create(result=result, date=date(2026, 1, 1), **values)
    ResultVersion.objects.create(result=result, date=date(2026, 1, 1), number="2.0")


def test_a_language_and_format_exist_once_in_a_version(file):
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultFile.objects.create(
            version=file.version, language="en", format="pdf", title="x", file=ContentFile(b"x", name="x.pdf")
        )


def test_a_code_exists_once(site):
    with pytest.raises(IntegrityError), transaction.atomic():
        result_with_file("IO1")


def test_uploaded_drawings_run_nothing(client, site, settings):
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "x.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    response = client.get("/media/x.svg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    for address in ("/media/../portal.sqlite3", "/media/%2e%2e/secret_key", "/media/nothing.png"):
        assert client.get(address).status_code in (400, 404), address


@pytest.mark.parametrize(
    ("asked", "status", "got", "span"),
    [
        ("bytes=2-4", 206, b"cde", "bytes 2-4/10"),
        ("bytes=-3", 206, b"hij", "bytes 7-9/10"),
        ("bytes=8-", 206, b"ij", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("lines=1-2", 200, b"abcdefghij", None),
    ],
)
def test_players_jump_in_films(client, site, settings, asked, status, got, span):
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "film.mp4").write_bytes(b"abcdefghij")
    response = client.get("/media/film.mp4", headers={"Range": asked})
    assert (response.status_code, response.getvalue()) == (status, got)
    assert response.headers.get("Content-Range") == span
    if status != 416:
        assert response.headers["Accept-Ranges"] == "bytes"
        assert response.headers["Content-Type"] == "video/mp4"
        assert response.headers["Content-Length"] == str(len(got))


def test_a_file_that_is_gone_keeps_what_was_measured(site):
    file = ResultFile.objects.first()
    size, checksum = file.size, file.sha256
    Path(file.file.path).unlink()
    file.title = "Another title"
    file.save()
    file.refresh_from_db()
    assert (file.title, file.size, file.sha256) == ("Another title", size, checksum)
