"""Cohorts one looks after: what waits, and who is where."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.forms.leading import MatrixForm
from courses.leading import Mark
from courses.permissions import looks_after_learners
from courses.services import lead_matrix, lead_scope, lead_today, outline
from courses.services.lead_matrix import Asked
from courses.services.lead_scope import Scope
from courses.views.lead_door import address, cohort_crumb, private
from portal.core import audit, tables

ROWS = 200
FEW = 8


@require_safe
@private
def cohorts(request: HttpRequest) -> HttpResponse:
    """Which cohorts there are for this person. 403 for who looks after nobody."""
    if not looks_after_learners(request.user):
        raise PermissionDenied(_("This room is for those who look after learners."))
    context = {"rows": lead_scope.cohorts(request.user), "robots": "noindex"}
    return render(request, "courses/lead/cohorts.html", context)


@require_safe
@private
def overview(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """What waits in one cohort."""
    scope, now = lead_scope.scope(user=request.user, cohort=cohort), timezone.now()
    matrix, session = lead_matrix.read(scope, now), lead_today.next_session(scope, now)
    tasks = lead_today.to_read(scope)
    for task in tasks:
        task["url"] = address("submission", task["row"].uuid)
    context = {
        "scope": scope,
        "cohort": scope.cohort,
        "counts": _counts(matrix),
        "everybody": matrix.everybody,
        "quiet": lead_matrix.quiet(matrix, Asked.days)[:FEW],
        "stuck": [row for row in matrix.rows if Mark.STUCK in row.marks][:FEW],
        "days": Asked.days,
        "tasks": tasks[: lead_today.SHOWN],
        "more_tasks": len(tasks) > lead_today.SHOWN,
        "next": session,
        "coming": lead_today.coming(scope, session.session) if session else [],
        "session_url": address("session_page", session.session.uuid) if session else "",
        "requests": lead_today.requests(scope, request.user),
        "requests_url": address("cohort", scope.cohort.uuid),
        **_door(scope),
    }
    context["crumbs"] = context["crumbs"][:1]
    return render(request, "courses/lead/cohort.html", context)


@require_safe
@private
def matrix(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Learners and units."""
    scope = lead_scope.scope(user=request.user, cohort=cohort)
    form = matrix_form(request, scope)
    found = lead_matrix.read(scope, timezone.now(), form.asked())
    form.offer_teams(found.teams)
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    query = {name: value for name, value in request.GET.items() if value and name in form.fields}
    context = {
        "scope": scope,
        "cohort": scope.cohort,
        "form": form,
        "matrix": found,
        "columns": _columns(scope, found.units),
        "page_obj": page,
        "query": f"{urlencode(query)}&" if query else "",
        "view": query.get("view", ""),
        "table_query": urlencode({**query, "view": "table"}),
        "list_query": urlencode({**query, "view": "list"}),
        **_door(scope),
    }
    return render(request, "courses/lead/matrix.html", context)


@require_safe
@private
def take_out(request: HttpRequest, cohort: str, form: str) -> HttpResponse:
    """What is shown, as a file."""
    scope = lead_scope.scope(user=request.user, cohort=UUID(cohort))
    found = lead_matrix.read(scope, timezone.now(), matrix_form(request, scope).asked())
    rows = lead_matrix.table(found)
    user: Any = request.user
    audit.record(
        actor=user, action="course.learners_exported", target=scope.cohort, data={"as": form, "people": len(rows) - 1}
    )
    return file_of(form, f"cohort-{timezone.localdate().isoformat()}", [(scope.cohort.name, rows)])


def file_of(form: str, name: str, sheets: list[tuple[str, list[list[Any]]]]) -> HttpResponse:
    """Tables as a download; in CSV one below the other."""
    if form == "xlsx":
        answer = HttpResponse(tables.as_xlsx(sheets), content_type=tables.XLSX_TYPE)
    else:
        rows = [row for number, (_name, part) in enumerate(sheets) for row in ([[]] if number else []) + part]
        answer = HttpResponse(tables.as_csv(rows), content_type=tables.CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def matrix_form(request: HttpRequest, scope: Scope) -> MatrixForm:
    """What is chosen in the address."""
    course = outline.course(scope.cohort.course)
    modules = [(module.code, f"{module.code} {module.title}") for module in course.modules] if course else []
    return MatrixForm({"days": str(Asked.days), **request.GET.dict()}, modules=modules)


def _columns(scope: Scope, units: tuple[outline.Unit, ...]) -> list[tuple[outline.Module, int]]:
    """The modules over the units, and over how many."""
    course, keys = outline.course(scope.cohort.course), {unit.key for unit in units}
    spans = [(one, sum(unit.key in keys for unit in one.units)) for one in course.modules] if course else []
    return [(module, span) for module, span in spans if span]


def _counts(matrix: lead_matrix.Matrix) -> list[tuple[str, str, int]]:
    return [(mark.value, str(mark.label), matrix.counts[mark]) for mark in Mark]


def _door(scope: Scope) -> dict[str, Any]:
    return {
        "robots": "noindex",
        "crumbs": [
            {"title": _("My learners"), "url": address("lead")},
            cohort_crumb(scope.cohort),
        ],
    }
