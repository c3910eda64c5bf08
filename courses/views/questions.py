"""Questions: answers of those who take the course, and tries of visitors, of which nothing is kept."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from courses import questions as rules
from courses.choices import QuestionKind
from courses.errors import Closed, Stale
from courses.models import Enrolment, UnitPage
from courses.questions import BadAnswer, Given
from courses.services import answer_files, answers, enrolments, outline, question_shown, questions
from courses.services.answers import Sent
from courses.services.outline import Course
from courses.services.question_shown import History
from courses.services.questions import Asked
from courses.views.parts import draft_kept
from courses.words import bad_answer
from portal.core.errors import DomainError, NotAllowed
from portal.files.forms import UploadForm

MOST_TRIES = 99
"""A visitor's page counts no further."""
MORE_THAN_THE_FILE = 100_000


@csrf_exempt  # the check reads the body; what is too long must be refused before
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, unit: UUID, block: UUID) -> HttpResponse:
    """POST: an answer, or its draft. GET: a question on a page of its own, where anybody may try it."""
    asked = questions.question(unit, block, _language())
    course = _course(request, unit)
    if asked is None or course is None:
        raise Http404
    if request.method != "POST":
        return _try(request, course, asked)
    if not request.user.is_authenticated:
        return _refused(request, course, asked, None, _("You are signed out. Sign in, then send it again."), 403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILES_MAX_SIZE + MORE_THAN_THE_FILE:
        return _refused(request, course, asked, None, UploadForm.too_large(), 413)
    return _take(request, course, asked)


@csrf_protect
def _take(request: HttpRequest, course: Course, asked: Asked) -> HttpResponse:
    enrolment = _enrolment(request, course)
    if enrolment is None:
        return _refused(request, course, asked, None, _("Only people who take this course can keep answers."), 403)
    values: dict[str, Any] = {"user": request.user, "enrolment": enrolment, "unit": asked.unit, "block": UUID(asked.id)}
    is_draft = request.POST.get("do") == "draft"
    file: Given | None = None
    try:
        file = _file(request) if asked.kind == QuestionKind.UPLOAD else None
        keep = answers.save_draft if is_draft else answers.answer
        row = keep(**values, sent=_sent(request, file), language=_language())
    except (BadAnswer, DomainError) as error:
        _drop(request, file)
        return _not_taken(request, course, asked, enrolment, error)
    if is_draft and _wants_part(request):
        return _private(draft_kept(request, row.version, row.changed_at))
    return _taken(request, course, asked, enrolment)


def _taken(request: HttpRequest, course: Course, asked: Asked, enrolment: Enrolment) -> HttpResponse:
    """Back to the place in the unit; a script gets the question as it stands now."""
    if not _wants_part(request):
        return redirect(_place(course, asked))
    history = answers.history(enrolment, asked.unit, UUID(asked.id))
    shown = question_shown.shown(asked, history, str(enrolment.uuid))
    return _page(request, course, {"q": shown, "enrolment": enrolment})


def _not_taken(
    request: HttpRequest, course: Course, asked: Asked, enrolment: Enrolment, error: Exception
) -> HttpResponse:
    if isinstance(error, BadAnswer):
        return _refused(request, course, asked, enrolment, bad_answer(error.code, asked.kind), 422)
    status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale | Closed) else 422
    newer = error.newer.given.get("text", "") if isinstance(error, Stale) and error.newer else ""
    return _refused(request, course, asked, enrolment, str(error), status, newer=newer)


def _refused(
    request: HttpRequest,
    course: Course,
    asked: Asked,
    enrolment: Enrolment | None,
    error: str,
    status: int,
    newer: str = "",
) -> HttpResponse:
    """The question again, with what was typed, and why it was not taken."""
    typed = None
    if status != 413:
        typed = question_shown.typed(asked, question_shown.with_halves(asked, dict(request.POST.lists())))
    own = enrolment if enrolment and enrolment.user_id == request.user.pk else None
    history = answers.history(own, asked.unit, UUID(asked.id)) if own else History()
    shown = question_shown.shown(asked, history, str(own.uuid) if own else "open", typed)
    left = typed["text"] if typed and not (own and shown.is_open) else ""
    context = {"q": shown, "enrolment": own, "error": error, "newer": newer, "left": left}
    return _page(request, course, context, status)


def _try(request: HttpRequest, course: Course, asked: Asked) -> HttpResponse:
    """What somebody tries without an account is in the address, and nowhere else."""
    enrolment = enrolments.current(request.user, course.key)
    if enrolment:
        return redirect(_place(course, asked))
    fields = question_shown.with_halves(asked, dict(request.GET.lists()))
    tried, error, last, typed = min(MOST_TRIES, _number(request.GET.get("try", ""))), "", None, None
    if tried:
        try:
            last = {} if asked.kind in (QuestionKind.LONG, QuestionKind.UPLOAD) else rules.read(asked.rules, fields)
        except BadAnswer as refused:
            error, typed = bad_answer(refused.code, asked.kind), question_shown.typed(asked, fields)
    history = History(tried=tried if last is not None else max(0, tried - 1), last=last)
    shown = question_shown.shown(asked, history, "open", typed)
    return _page(request, course, {"q": shown, "enrolment": None, "error": error}, 422 if error else 200)


def _page(request: HttpRequest, course: Course, context: dict[str, Any], status: int = 200) -> HttpResponse:
    asked = context["q"].asked
    context = {
        **context,
        "action": reverse("courses:question", args=[asked.unit, asked.id]),
        "back": _place(course, asked),
        "unit": course.unit(asked.unit),
        "robots": "noindex",
    }
    name = "courses/parts/question.html" if _wants_part(request) else "courses/question.html"
    return _private(render(request, name, context, status=status))


def _file(request: HttpRequest) -> Given:
    if uuid := request.POST.get("upload"):
        return answer_files.as_given(answer_files.uploaded(user=request.user, uuid=uuid))
    sent: Any = request.FILES.get("file")
    if sent is None:
        raise BadAnswer("missing")
    return answer_files.as_given(answer_files.store(user=request.user, stream=sent, name=sent.name))


def _drop(request: HttpRequest, given: Given | None) -> None:
    """A file that was not taken as an answer stays nowhere."""
    if given:
        file = answer_files.uploaded(user=request.user, uuid=given["file"])
        if not answer_files.is_used(file):
            answer_files.drop(user=request.user, file=file)


def _sent(request: HttpRequest, file: Given | None) -> Sent:
    post = request.POST
    return Sent(
        fields=dict(post.lists()),
        number=_number(post.get("number", "")),
        version=post.get("version", ""),
        known=_number(post.get("known", "")),
        file=file,
    )


def _enrolment(request: HttpRequest, course: Course) -> Enrolment | None:
    """The one the form was made for, whoever's it is: the service judges. Without a name, the person's own."""
    uuid = request.POST.get("enrolment", "")
    if not uuid:
        return enrolments.current(request.user, course.key)
    if not answer_files.is_uuid(uuid):
        return None
    found = Enrolment.objects.select_related("cohort__intensity", "team").filter(uuid=uuid, cohort__course=course.key)
    return found.first()


def _course(request: HttpRequest, unit: UUID) -> Course | None:
    """The course of a live unit that this person may read."""
    page = UnitPage.objects.live().filter(translation_key=unit).order_by("pk").first()
    if page is None or not all(one.accept_request(request) for one in page.get_view_restrictions()):
        return None
    course = outline.course_of(page, _language())
    return course if course and course.unit(unit) else None


def _place(course: Course, asked: Asked) -> str:
    unit = course.unit(asked.unit)
    return f"{unit.url if unit else course.url}#{asked.id}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _wants_part(request: HttpRequest) -> bool:
    return "part" in (request.POST if request.method == "POST" else request.GET)


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response
