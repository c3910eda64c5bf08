"""A facilitator's page for one task handed in: read, talk, decide."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.choices import TaskState
from courses.forms.school_tasks import DecisionForm, WordsForm
from courses.models import Submission
from courses.permissions import may_decide, may_read_submission
from courses.services import school_task_files, school_task_reads, school_tasks
from courses.services.cohort_end import has_ended
from courses.services.school_tasks import Overtaken
from courses.task_states import Step, steps
from courses.views.parts import personal
from portal.core.errors import DomainError, InvalidContent


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was handed in; POST decides."""
    row = _find(request, uuid)
    if row.enrolment.user_id == request.user.pk:
        return redirect("courses:school_task", page=row.page, task=row.task)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    if request.method != "POST":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    return _decide(request, row, form)


def _find(request: HttpRequest, uuid: UUID) -> Submission:
    """404 for drafts, which are their writer's alone, and for whoever may not read it."""
    rows = Submission.objects.select_related("enrolment__cohort", "enrolment__user", "enrolment__team", "decided_by")
    row = rows.filter(uuid=uuid).first()
    if row is None or not may_read_submission(request.user, row):
        raise Http404
    if row.handed_in_at is None and row.enrolment.user_id != request.user.pk:
        raise Http404
    return row


def _decide(request: HttpRequest, row: Submission, form: DecisionForm) -> HttpResponse:
    given = form.cleaned_data
    step, known = Step(given["step"]), given["version"]
    try:
        if step == Step.LOOK:
            school_tasks.look(user=request.user, submission=row, known=known)
        else:
            words = {"words": given["words"], "language": given["language"]}
            school_tasks.decide(user=request.user, submission=row, step=step, known=known, **words)
    except Overtaken as error:
        return _page(request, _find(request, row.uuid), _again(form, error.now), problem=str(error), status=409)
    except DomainError as error:
        status = 422 if isinstance(error, InvalidContent) else 409
        return _page(request, row, _again(form, row), problem=str(error), status=status)
    messages.success(request, _told(step))
    return redirect("courses:submission", uuid=row.uuid)


def _told(step: Step) -> str:
    return {
        Step.LOOK: _("Marked as looked at: other facilitators see that you are at it."),
        Step.RETURN: _("It is back with the learner, with your words."),
        Step.ACCEPT: _("Accepted. The learner has been told."),
    }[step]


def _again(form: DecisionForm, row: Submission) -> DecisionForm:
    """What was typed, with the version that is stored now."""
    again = DecisionForm({**form.data.dict(), "version": row.version})  # type: ignore[attr-defined]
    again.is_valid()
    return again


def _page(
    request: HttpRequest, row: Submission, form: DecisionForm, *, problem: str = "", status: int = 200,
    words: WordsForm | None = None,
) -> HttpResponse:  # fmt: skip
    due = school_task_reads.due_of(row.enrolment.cohort, row.task)
    thread = list(row.comments.select_related("author"))
    handed_in = [one for one in thread if one.state == TaskState.HANDED_IN]
    decides = may_decide(request.user, row)
    context: dict[str, Any] = {
        "task": school_task_reads.find(row.page, row.task),
        "submission": row,
        "learner": row.enrolment.user,
        "team": row.enrolment.team,
        "cohort": row.enrolment.cohort,
        "work": handed_in[-1] if handed_in else None,
        "state": TaskState(row.state),
        "glyph": school_task_reads.GLYPHS[TaskState(row.state)],
        "due": due,
        "late": school_task_reads.is_late(row.first_handed_in_at, due),
        "files": [one for one in row.files.select_related("file") if school_task_files.is_handed_in(row, one)],
        "thread": thread,
        "form": form,
        "words": words or WordsForm(prefix="say"),
        "steps": {step.value: True for step in steps(row.state, by_learner=False)} if decides else {},
        "problem": problem,
        "ended": has_ended(row.enrolment.cohort),
        "robots": "noindex",
    }
    return render(request, "courses/handin/submission.html", context, status=status)


@personal
@require_POST
def comment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A word in between."""
    row = _find(request, uuid)
    words = WordsForm(request.POST, prefix="say")
    problem = ""
    if words.is_valid():
        try:
            text, language = words.cleaned_data["words"], words.cleaned_data["language"]
            school_tasks.comment(user=request.user, submission=row, text=text, language=language)
        except DomainError as error:
            problem = str(error)
        else:
            return redirect(request.path.removesuffix("comment/") + "#talk")
    form = DecisionForm(initial={"version": row.version})
    return _page(request, row, form, problem=problem, status=409 if problem else 422, words=words)
