"""Discussions: of a cohort, of one unit, one thread."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.choices import TalkDigest
from courses.forms.talk import PostForm, ThreadForm, WishForm
from courses.models import Cohort, Post
from courses.permissions import may_moderate, may_talk
from courses.services import talk, talk_digest, talk_people, talk_reads
from courses.services.cohort_end import has_ended
from courses.services.talk import TooMany
from courses.views.parts import personal
from portal.core.errors import DomainError, InvalidContent

THREADS = 20


def status_of(error: DomainError) -> int:
    """The answer's number for a refusal whose form comes back."""
    if isinstance(error, TooMany):
        return 429
    return 422 if isinstance(error, InvalidContent) else 409


@personal
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only cohort's discussion, or a choice."""
    rows = list(talk_people.cohorts(request.user))
    if len(rows) == 1:
        return redirect("courses:talk_cohort", cohort=rows[0].uuid)
    return render(request, "courses/talk/home.html", {"cohorts": rows, "robots": "noindex"})


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def cohort(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """All threads; POST begins one."""
    return _threads(request, _cohort(request, cohort), None)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, cohort: UUID, page: UUID) -> HttpResponse:
    """The threads of one unit or module; POST begins one."""
    return _threads(request, _cohort(request, cohort), page)


def _cohort(request: HttpRequest, uuid: UUID) -> Cohort:
    row = Cohort.objects.filter(uuid=uuid).first()
    if row is None or not may_talk(request.user, row):
        raise Http404
    return row


def _threads(request: HttpRequest, cohort: Cohort, place: UUID | None) -> HttpResponse:
    places = talk_reads.places(cohort)
    rows = talk_reads.threads(cohort, place)
    if place is not None and place not in places and not rows.exists():
        raise Http404
    form = ThreadForm(
        request.POST if request.method == "POST" else None,
        members=talk_people.members(cohort),
        places=places.values(),
        place=place,
    )
    problem, status = "", 422
    if request.method == "POST" and form.is_valid():
        try:
            post = _begin(request, cohort, place or UUID(form.cleaned_data["page"]), form)
        except DomainError as error:
            problem, status = str(error), status_of(error)
        else:
            return redirect("courses:talk_thread", uuid=post.uuid)
    context = {
        "place": places.get(place) if place else None,
        "form": form,
        "problem": problem,
        **_listed(request, cohort, rows, places),
    }
    return render(request, "courses/talk/threads.html", context, status=status if form.is_bound else 200)


def _begin(request: HttpRequest, cohort: Cohort, page: UUID, form: ThreadForm) -> Post:
    given = form.cleaned_data
    return talk.write(
        user=request.user,
        cohort=cohort,
        page=page,
        uuid=given["key"],
        title=given["title"],
        text=given["text"],
        language=given["language"],
        mention=given["mention"],
    )


def _listed(request: HttpRequest, cohort: Cohort, rows: Any, places: dict[UUID, Any]) -> dict[str, Any]:
    shown = Paginator(rows, THREADS).get_page(request.GET.get("page"))
    marked = talk_reads.mark_new(request.user, shown.object_list)
    for row in marked:
        row.place = places.get(row.page)  # type: ignore[attr-defined]
    moderates = may_moderate(request.user, cohort)
    return {
        "cohort": cohort,
        "shown": shown,
        "threads": marked,
        "ended": has_ended(cohort),
        "reported": list(talk_reads.reported(cohort)) if moderates else [],
        "robots": "noindex",
    }


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One thread; POST answers."""
    row = Post.objects.filter(uuid=uuid, thread=None).select_related("cohort").first()
    if row is None or not may_talk(request.user, row.cohort):
        raise Http404
    form = PostForm(request.POST if request.method == "POST" else None, members=talk_people.members(row.cohort))
    problem, status = "", 422
    if request.method == "POST" and form.is_valid():
        try:
            post = _answer(request, row, form)
        except DomainError as error:
            problem, status = str(error), status_of(error)
        else:
            return redirect("courses:talk_post", uuid=post.uuid)
    return _thread(request, row, form, problem, status if form.is_bound else 200)


def _answer(request: HttpRequest, row: Post, form: PostForm) -> Post:
    given = form.cleaned_data
    return talk.write(
        user=request.user,
        cohort=row.cohort,
        page=row.page,
        thread=row,
        uuid=given["key"],
        text=given["text"],
        language=given["language"],
        mention=given["mention"],
    )


def _thread(request: HttpRequest, row: Post, form: PostForm, problem: str, status: int) -> HttpResponse:
    shown = Paginator(talk_reads.posts(row), talk_reads.PER_PAGE).get_page(request.GET.get("page"))
    rows = list(shown.object_list)
    if not form.is_bound:
        talk.visit(user=request.user, thread=row)
    context = {
        "thread": row,
        "cohort": row.cohort,
        "place": talk_reads.places(row.cohort).get(row.page),
        "shown": shown,
        "posts": rows,
        "moderates": may_moderate(request.user, row.cohort),
        "ended": has_ended(row.cohort),
        "form": form,
        "problem": problem,
        "robots": "noindex",
    }
    return render(request, "courses/talk/thread.html", context, status=status)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """How often new posts come by mail."""
    initial = {"digest": talk_digest.wish_of(request.user)}
    form = WishForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        talk_digest.set_wish(user=request.user, digest=TalkDigest(form.cleaned_data["digest"]))
        messages.success(request, _("Stored."))
        return redirect("courses:talk_wishes")
    status = 422 if form.is_bound else 200
    return render(request, "courses/talk/wishes.html", {"form": form, "robots": "noindex"}, status=status)
