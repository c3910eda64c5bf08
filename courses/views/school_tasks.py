"""A learner's own page for one task: write, add files, hand in, talk with the facilitator."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from courses.choices import TaskState
from courses.forms.school_tasks import FILE_BYTES, WordsForm, WorkForm
from courses.models import Enrolment, Submission, SubmissionFile
from courses.services import enrolments, school_task_files, school_task_reads, school_tasks
from courses.services.cohort_end import has_ended
from courses.services.school_tasks import Overtaken
from courses.task_states import WITH_LEARNER
from courses.views.parts import draft_kept, is_draft, personal
from portal.core.errors import DomainError, InvalidContent
from portal.files.forms import UploadForm

HAND_IN = "hand_in"
MORE_THAN_THE_FILE = 400_000


class Place:
    """The task, the learner and their row; 404 for whoever does not take the course."""

    def __init__(self, request: HttpRequest, page: UUID, task: UUID) -> None:
        self.request, self.page, self.task_id = request, page, task
        self.task = school_task_reads.find(page, task)
        self.enrolment = self._enrolment()
        own = Submission.objects.filter(enrolment=self.enrolment, task=task)
        self.row = own.select_related("decided_by").first()
        if self.row is None and self.task is None:
            raise Http404
        if self.row is not None:
            self.row.enrolment = self.enrolment

    def _enrolment(self) -> Enrolment:
        """The one in which the course is taken now; for a task that left the course, the one it was handed in with."""
        user: Any = self.request.user
        found = enrolments.current(user, self.task.course) if self.task and self.task.course else None
        if found is None:
            rows = Enrolment.objects.filter(user=user, submissions__task=self.task_id).select_related("cohort", "team")
            found = rows.order_by("-pk").first()
        if found is None:
            raise Http404
        return found

    @property
    def is_writable(self) -> bool:
        """Whether the learner may change something."""
        return not has_ended(self.enrolment.cohort) and (self.row is None or self.row.state in WITH_LEARNER)

    @property
    def version(self) -> int:
        """What the form knows."""
        return self.row.version if self.row else 0


@csrf_exempt  # the check reads the body; what is too long must be refused before
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, page: UUID, task: UUID) -> HttpResponse:
    """The task with everything about it."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > FILE_BYTES + MORE_THAN_THE_FILE:
        place = Place(request, page, task)
        form = _form(place)
        return _page(place, form, problem=UploadForm.too_large(), status=413)
    return _checked(request, page, task)


@csrf_protect
def _checked(request: HttpRequest, page: UUID, task: UUID) -> HttpResponse:
    place = Place(request, page, task)
    if request.method != "POST":
        return _page(place, _form(place))
    form = WorkForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _page(place, form, status=422)
    return _draft(place, form) if is_draft(request) else _store(place, form)


def _form(place: Place) -> WorkForm:
    """Filled with the draft."""
    row = place.row
    known = {"text": row.text, "language": row.language} if row else {}
    return WorkForm(user=place.request.user, initial={**known, "version": place.version})


def _store(place: Place, form: WorkForm) -> HttpResponse:
    """Draft, file and step, as far as each goes: what is refused keeps what was typed."""
    wants = place.request.POST.get("deed") == HAND_IN
    try:
        place.row = _keep(place, form)
        if (file := form.stored()) is not None:
            school_task_files.add(user=place.request.user, submission=place.row, file=file)
        if wants:
            school_tasks.hand_in(**_given(place, form, place.row.version))
    except Overtaken as error:
        return _overtaken(place, form, error)
    except DomainError as error:
        status = 422 if isinstance(error, InvalidContent) else 409
        return _page(place, _again(place, form), problem=str(error), status=status)
    told = _("Handed in. Your facilitators have been told.") if wants else _("The draft is stored.")
    messages.success(place.request, told)
    return redirect("courses:school_task", page=place.page, task=place.task_id)


def _draft(place: Place, form: WorkForm) -> HttpResponse:
    """What is being typed; the file and the button wait."""
    try:
        row = _keep(place, form)
    except Overtaken as error:
        return _overtaken(place, form, error)
    except DomainError as error:
        return _page(place, _again(place, form), problem=str(error), status=409)
    return draft_kept(place.request, row.version, row.changed_at)


def _keep(place: Place, form: WorkForm) -> Submission:
    return school_tasks.keep(**_given(place, form, form.cleaned_data["version"]))


def _given(place: Place, form: WorkForm, known: int) -> dict[str, Any]:
    return {
        "user": place.request.user,
        "enrolment": place.enrolment,
        "page": place.page,
        "task": place.task_id,
        "text": form.cleaned_data["text"],
        "language": form.cleaned_data["language"],
        "known": known,
    }


def _again(place: Place, form: WorkForm, arrived: Any = "") -> WorkForm:
    """The form with what was typed and the version that is stored now."""
    data = {**form.data.dict(), "version": place.version, "arrived": arrived or ""}  # type: ignore[attr-defined]
    again = WorkForm(data, user=place.request.user)
    again.is_valid()
    return again


def _overtaken(place: Place, form: WorkForm, error: Overtaken) -> HttpResponse:
    place.row = Submission.objects.select_related("decided_by").get(pk=error.now.pk)
    place.row.enrolment = place.enrolment
    again = _again(place, form, form.cleaned_data["arrived"])
    return _page(place, again, problem=str(error), status=409, stored=place.row)


def _page(
    place: Place, form: WorkForm, *, problem: str = "", status: int = 200, stored: Submission | None = None,
    words: WordsForm | None = None,
) -> HttpResponse:  # fmt: skip
    row, cohort = place.row, place.enrolment.cohort
    due = school_task_reads.due_of(cohort, place.task_id)
    context = {
        "task": place.task,
        "submission": row,
        "cohort": cohort,
        "state": TaskState(row.state) if row else TaskState.OPEN,
        "glyph": school_task_reads.GLYPHS[TaskState(row.state) if row else TaskState.OPEN],
        "due": due,
        "late": school_task_reads.is_late(row.first_handed_in_at if row else None, due),
        "files": row.files.select_related("file") if row else [],
        "thread": row.comments.select_related("author") if row else [],
        "form": form,
        "words": words or WordsForm(prefix="say"),
        "problem": problem,
        "stored": stored,
        "writable": place.is_writable,
        "ended": has_ended(cohort),
        "typed": form.data.get("text", "") if form.is_bound and not place.is_writable else "",
        "robots": "noindex",
    }
    return render(place.request, "courses/handin/task.html", context, status=status)


@personal
@require_POST
def remove_file(request: HttpRequest, page: UUID, task: UUID, file: UUID) -> HttpResponse:
    """One file less."""
    place = Place(request, page, task)
    row = get_object_or_404(SubmissionFile.objects.select_related("file"), submission=place.row, file__uuid=file)
    if place.row is not None:
        row.submission = place.row
    name = row.file.name
    try:
        school_task_files.remove(user=request.user, row=row)
    except DomainError as error:
        return _page(place, _form(place), problem=str(error), status=409)
    messages.success(request, _("The file “%(name)s” is deleted.") % {"name": name})
    return redirect("courses:school_task", page=page, task=task)


@personal
@require_POST
def comment(request: HttpRequest, page: UUID, task: UUID) -> HttpResponse:
    """A word to the facilitators."""
    place = Place(request, page, task)
    words = WordsForm(request.POST, prefix="say")
    if place.row is None:
        raise Http404
    problem = ""
    if words.is_valid():
        try:
            text, language = words.cleaned_data["words"], words.cleaned_data["language"]
            school_tasks.comment(user=request.user, submission=place.row, text=text, language=language)
        except DomainError as error:
            problem = str(error)
        else:
            return redirect(request.path.removesuffix("comment/") + "#talk")
    return _page(place, _form(place), problem=problem, status=409 if problem else 422, words=words)
