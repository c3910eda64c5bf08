"""The journal: list, entry, prompt, deletion, export. Private, and stored nowhere on the way."""

from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.choices import EnrolmentState, Sharing
from courses.errors import Stale
from courses.models import Enrolment, JournalEntry
from courses.services import journal, journal_export, journal_pages
from courses.services.journal import Written
from courses.views.parts import draft_kept, is_draft
from portal.core.errors import DomainError, NotAllowed

PER_PAGE = 20
LONGEST_SEARCH = 200


def private(view: Any) -> Any:
    """For one person, and kept nowhere."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **values)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


@require_safe
@private
def index(request: HttpRequest) -> HttpResponse:
    """Everything somebody wrote, newest first; searched, and by unit."""
    entries = list(journal.of(request.user))
    words, wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH], request.GET.get("unit", "")
    found = journal.found_in(entries, words) if words else entries
    found = [one for one in found if not wanted or str(one.unit) == wanted]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page_obj": page,
        "lines": journal_pages.lines(page.object_list, _language()),
        "units": journal_pages.units_of(entries, _language()),
        "words": words,
        "wanted": wanted,
        "query": f"{query.urlencode()}&" if query else "",
        "has_any": bool(entries),
        "cohorts": journal.cohorts_for(request.user),
        "robots": "noindex",
    }
    return render(request, "courses/journal/index.html", context)


@require_safe
@private
def new(request: HttpRequest) -> HttpResponse:
    """An empty page; its name is given now, so that sending it twice makes one entry."""
    return _form(request, JournalEntry(uuid=uuid4(), enrolment=_enrolment(request), version=0))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An entry to read and to change."""
    found = JournalEntry.objects.select_related("enrolment__cohort").filter(uuid=uuid).first()
    if found and found.user_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        if found is None:
            raise Http404
        return _form(request, found)
    written = _written(request)
    try:
        kept = journal.save(
            user=request.user, uuid=uuid, written=written, enrolment=None if found else _enrolment(request)
        )
    except NotAllowed as refused:
        return _form(request, found or JournalEntry(uuid=uuid, version=0), written, refused, 403)
    except DomainError as refused:
        return _form(request, found or JournalEntry(uuid=uuid, version=0), written, refused)
    if is_draft(request):
        return draft_kept(request, kept.version, kept.changed_at)
    messages.success(request, _("Saved."))
    return redirect("courses:journal_entry", uuid=kept.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def reflection(request: HttpRequest, unit: UUID, block: UUID) -> HttpResponse:
    """The answer to a prompt in a unit; back to its place there."""
    place = journal_pages.place_of(unit, _language())
    if request.method != "POST" or place is None:
        if place is None:
            raise Http404
        return redirect(f"{place.url}#{block}")
    written = _written(request)
    try:
        enrolment = get_object_or_404(
            Enrolment.objects.select_related("cohort"), uuid=_uuid(request.POST.get("enrolment", ""))
        )
        kept = journal.save_prompt(user=request.user, enrolment=enrolment, unit=unit, block=block, written=written)
    except DomainError as refused:
        return _prompt_again(request, unit, block, written, refused)
    if is_draft(request):
        return draft_kept(request, kept.version, kept.changed_at)
    if "part" in request.POST:
        return _prompt(request, unit, block, {"entry": kept, "text": kept.text, "enrolment": enrolment, "done": True})
    return redirect(f"{place.url}#{block}")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The question before, and the deed."""
    found = get_object_or_404(journal.of(request.user), uuid=uuid)
    if request.method == "POST":
        journal.delete(user=request.user, entry=found)
        messages.success(request, _("The entry is deleted."))
        return redirect("courses:journal")
    line = journal_pages.lines([found], _language())[0]
    return render(request, "courses/journal/delete.html", {"line": line, "robots": "noindex"})


@require_safe
@private
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """Everything, to take along."""
    make, kind = {
        "pdf": (journal_export.as_pdf, "application/pdf"),
        "md": (journal_export.as_markdown, "text/markdown; charset=utf-8"),
    }[ending]
    response = HttpResponse(make(user=request.user), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{journal_export.file_name(ending)}"'
    return response


def _form(
    request: HttpRequest,
    found: JournalEntry,
    written: Written | None = None,
    refused: DomainError | None = None,
    status: int = 422,
) -> HttpResponse:
    """The entry's page; after a refusal with what was typed, and with what stands there now if that is newer."""
    newer = refused.newer if isinstance(refused, Stale) else None
    line = journal_pages.lines([found], _language())[0]
    context = {
        "line": line,
        "entry": found,
        "text": written.text if written else found.text,
        "title": written.title if written else found.title,
        "language": (written.language if written else found.language) or _language(),
        "sharing": (written.sharing if written else found.sharing) or Sharing.NOBODY,
        "known": newer.version if newer else found.version,
        "sharings": Sharing.choices if found.enrolment_id or found.enrolment else [],
        "languages_of_entries": settings.LANGUAGES,
        "newer": newer,
        "error": str(refused) if refused else "",
        "robots": "noindex",
    }
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else status
    return render(request, "courses/journal/entry.html", context, status=status)


def _prompt_again(
    request: HttpRequest, unit: UUID, block: UUID, written: Written, refused: DomainError
) -> HttpResponse:
    newer = refused.newer if isinstance(refused, Stale) else None
    status = 403 if isinstance(refused, NotAllowed) else 409 if newer else 422
    enrolment = Enrolment.objects.filter(uuid=_uuid(request.POST.get("enrolment", "")), user=request.user.pk).first()
    entry = newer or JournalEntry.objects.filter(enrolment=enrolment, prompt=block).first() if enrolment else None
    context = {
        "entry": entry,
        "text": written.text,
        "sharing": written.sharing,
        "error": str(refused),
        "newer": newer,
        "enrolment": enrolment,
    }
    return _prompt(request, unit, block, context, status)


def _prompt(request: HttpRequest, unit: UUID, block: UUID, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**journal_pages.prompt_context(unit, block, _language()), **context, "robots": "noindex"}
    context["sharing"] = context.get("sharing") or (context["entry"].sharing if context["entry"] else Sharing.NOBODY)
    name = "courses/parts/reflection.html" if "part" in request.POST else "courses/reflection.html"
    return render(request, name, context, status=status)


def _written(request: HttpRequest) -> Written:
    """Drafts say nothing about sharing: that waits for the button."""
    post = request.POST
    known = post.get("known", "")
    language = post.get("language", "")
    return Written(
        text=post.get("text", "").replace("\r\n", "\n"),
        title=post.get("title", ""),
        language=language if language in dict(settings.LANGUAGES) else _language(),
        sharing=None if post.get("do") == "draft" else post.get("sharing"),
        known=int(known) if known.isascii() and known.isdigit() and len(known) < 9 else 0,
    )


def _enrolment(request: HttpRequest) -> Enrolment | None:
    """The course an entry belongs to: the one its writer takes now, the newest."""
    rows = Enrolment.objects.filter(user=request.user.pk, state=EnrolmentState.ACTIVE).select_related("cohort")
    return rows.order_by("-active_since", "-pk").first()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]
