"""Reads and writes for the results: files measured by their bytes, downloads counted without counting people."""

import hashlib
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info, pgettext

from portal.citation import Citation, citation_of
from portal.core import project
from portal.core.public import open_to_all
from portal.models.results import DownloadTally, Result, ResultFile, ResultPage, ResultVersion

FORMAT_ORDER = {"pdf": 0, "epub": 1, "odt": 2}


def measure(file: FieldFile) -> tuple[int, str]:
    """Size in bytes and SHA-256 of a stored or just uploaded file."""
    digest = hashlib.sha256()
    file.open("rb")
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return file.size, digest.hexdigest()


def result_pages(locale_id: int) -> list[ResultPage]:
    """Live result pages of one language, each with `version_number` and `edition_count` of its current version."""
    current = ResultVersion.objects.filter(result=OuterRef("result"), current=True)
    editions = current.annotate(n=Count("files__language", distinct=True)).values("n")
    return list(
        open_to_all(ResultPage.objects.live())
        .filter(locale_id=locale_id)
        .select_related("result__lead_organisation", "locale")
        .annotate(version_number=Subquery(current.values("number")[:1]), edition_count=Subquery(editions[:1]))
        .defer("body", "contents")
        .order_by("result__sort_order", "result__code")
    )


def page_context(page: ResultPage, request: HttpRequest) -> dict[str, Any]:
    """Files by language edition, versions, citation, downloads so far."""
    result = (
        Result.objects.select_related("lead_organisation").prefetch_related("versions__files").get(pk=page.result_id)
    )
    page.result = result
    versions = list(result.versions.all())
    version = next((v for v in versions if v.current), None)
    files = list(version.files.all()) if version else []
    return {
        "result": result,
        "version": version,
        "versions": versions,
        "editions": _editions(files),
        "primary_file": _primary(files, page.locale.language_code),
        "citation": citation_for(page, version, request) if version else None,
        "bibtex_url": reverse("result_citation", args=[page.pk, "bib"]),
        "ris_url": reverse("result_citation", args=[page.pk, "ris"]),
        "downloads": DownloadTally.objects.filter(file__version__result=result).aggregate(n=Sum("count"))["n"] or 0,
    }


def citation_for(page: ResultPage, version: ResultVersion, request: HttpRequest) -> Citation:
    """The citation readers copy, with the project named as its settings say."""
    settings_ = project.of(request)
    named = " ".join(part for part in (settings_.acronym, settings_.project_number) if part)
    url = request.build_absolute_uri(page.get_url(request))
    with translation.override(page.locale.language_code):
        label = pgettext("citation", "version %(number)s") % {"number": version.number}
    return citation_of(page, version, url, project=named, version_label=label)


def count_download(file: ResultFile, *, today: date) -> None:
    """Add one to the month's number. Nothing about the reader is kept."""
    tally, _created = DownloadTally.objects.get_or_create(file=file, month=today.replace(day=1))
    DownloadTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)


def _editions(files: list[ResultFile]) -> list[dict[str, Any]]:
    editions = []
    for code, _name in settings.LANGUAGES:
        own = sorted((f for f in files if f.language == code), key=lambda f: FORMAT_ORDER.get(f.format, 9))
        if own:
            name = get_language_info(code)["name_local"].capitalize()
            editions.append({"language": code, "name": name, "title": own[0].title, "files": own})
    return editions


def _primary(files: list[ResultFile], language: str) -> ResultFile | None:
    def rank(file: ResultFile) -> tuple[bool, bool, int]:
        return file.language != language, file.language != "en", FORMAT_ORDER.get(file.format, 9)

    return min(files, key=rank, default=None)
