"""One post: find it in its thread, change it, take it back, report it, decide about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.talk import EditForm, WhyForm
from courses.models import Post
from courses.permissions import may_moderate, may_talk
from courses.services import talk, talk_reads
from courses.services.talk import Overtaken
from courses.views.parts import personal
from courses.views.talk import status_of
from portal.core.errors import DomainError


def _find(request: HttpRequest, uuid: UUID) -> Post:
    row = Post.objects.filter(uuid=uuid).select_related("cohort", "thread", "author").first()
    if row is None or not may_talk(request.user, row.cohort):
        raise Http404
    return row


def _own(request: HttpRequest, uuid: UUID) -> Post:
    """404 for what others wrote, and for what is not there to be changed."""
    row = _find(request, uuid)
    if row.author_id != request.user.pk or not row.is_open:
        raise Http404
    return row


def _back(row: Post) -> HttpResponse:
    number = talk_reads.page_number(row)
    address = reverse("courses:talk_thread", args=[row.root.uuid])
    return redirect(f"{address}{f'?page={number}' if number > 1 else ''}#post-{row.uuid}")


@personal
@require_safe
def post(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """To its place in the thread."""
    return _back(_find(request, uuid))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change one's own words."""
    row = _own(request, uuid)
    options = {"with_title": row.thread_id is None}
    if request.method != "POST":
        initial = {"title": row.title, "text": row.text, "language": row.language, "version": row.version}
        return _edited(request, row, EditForm(initial=initial, **options))
    form = EditForm(request.POST, **options)
    if not form.is_valid():
        return _edited(request, row, form, status=422)
    given = form.cleaned_data
    try:
        talk.edit(
            user=request.user,
            post=row,
            text=given["text"],
            language=given["language"],
            known=given["version"],
            title=given.get("title", ""),
        )
    except DomainError as error:
        row.refresh_from_db()
        again = EditForm({**request.POST.dict(), "version": row.version}, **options)
        stored = row if isinstance(error, Overtaken) and row.is_open else None
        return _edited(request, row, again, str(error), status_of(error), stored)
    return _back(row)


def _edited(
    request: HttpRequest, row: Post, form: EditForm, problem: str = "", status: int = 200, stored: Post | None = None
) -> HttpResponse:
    context = {"post": row, "form": form, "problem": problem, "stored": stored, "robots": "noindex"}
    return render(request, "courses/talk/edit.html", context, status=status)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The question before, and the deed."""
    row = _own(request, uuid)
    problem = ""
    if request.method == "POST":
        try:
            talk.delete(user=request.user, post=row)
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, _("The post is deleted."))
            return _back(row)
    context = {"post": row, "problem": problem, "robots": "noindex"}
    return render(request, "courses/talk/delete.html", context, status=409 if problem else 200)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Tell the facilitators."""
    row = _find(request, uuid)
    if not row.is_open or row.author_id == request.user.pk:
        raise Http404
    words = (_("Report this post?"), _("The facilitators of the cohort are told. Others do not learn who reported it."))
    return _with_reason(request, row, talk.report, (*words, _("Report"), _("Thank you. The facilitators are told.")))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it from everybody's eyes."""
    row = _find(request, uuid)
    if not may_moderate(request.user, row.cohort) or not row.is_open:
        raise Http404
    words = (_("Hide this post?"), _("Its author gets a mail with your reason; the place in the thread stays."))
    return _with_reason(request, row, talk.hide, (*words, _("Hide"), _("The post is hidden. Its author is told.")))


def _with_reason(
    request: HttpRequest, row: Post, deed: Callable[..., Any], words: tuple[str, str, str, str]
) -> HttpResponse:
    title, lead, label, done = words
    form, problem = WhyForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            deed(user=request.user, post=row, why=form.cleaned_data["why"])
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, done)
            return _back(row)
    context = {"post": row, "form": form, "problem": problem, "title": title, "lead": lead, "label": label}
    status = 409 if problem else 422 if form.is_bound else 200
    return render(request, "courses/talk/why.html", {**context, "robots": "noindex"}, status=status)


@personal
@require_POST
def moderate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a hidden post again, or close a report."""
    row = _find(request, uuid)
    if not may_moderate(request.user, row.cohort):
        raise Http404
    if request.POST.get("deed") == "show":
        talk.show_again(user=request.user, post=row)
        messages.success(request, _("The post is shown again."))
    else:
        talk.leave(user=request.user, post=row)
        messages.success(request, _("The report is closed; the post stays."))
    return _back(row)
