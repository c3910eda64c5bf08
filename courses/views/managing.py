"""What course managers do with whole cohorts and whole courses."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from courses.choices import TransferState
from courses.forms.managing import ArchiveForm, CopyForm, ListForm
from courses.models import Cohort, CourseTransfer
from courses.permissions import may_manage_courses
from courses.roster import Person
from courses.services import bulk_enrolment, cohort_copies, transfers
from courses.services.archive import BadArchive
from courses.services.bulk_enrolment import Deed
from portal.core.errors import DomainError

SALT = "courses.bulk-enrolment"
HOUR = 3600


def managers(view: Any) -> Any:
    """Only for course managers; nothing is kept by browsers and proxies."""

    @login_required
    @cache_control(private=True, no_store=True)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_manage_courses(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@managers
def enrol_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A list is sent, looked at row by row, and then enrolled."""
    cohort = get_object_or_404(Cohort.objects.select_related("intensity"), uuid=uuid)
    context: dict[str, Any] = {"cohort": cohort, "form": ListForm()}
    if request.method == "POST" and "people" in request.POST:
        return _enrol(request, cohort, context)
    if request.method == "POST":
        form = context["form"] = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "courses/managing/enrol_list.html", context, status=422)
        roster = form.roster
        context |= {"preview": bulk_enrolment.look_at(people=roster.people, cohort=cohort), "roster": roster}
        context |= {"people": _sealed(cohort, roster.people), "form": ListForm()}
        context["ready"] = sum(1 for one in context["preview"] if one.deed not in (Deed.SKIP, Deed.FAULT))
    return render(request, "courses/managing/enrol_list.html", context)


def _enrol(request: HttpRequest, cohort: Cohort, context: dict[str, Any]) -> HttpResponse:
    people = _unsealed(cohort, request.POST["people"])
    if people is None:
        messages.error(request, _("This list was looked at too long ago. Send it again."))
        return render(request, "courses/managing/enrol_list.html", context, status=409)
    try:
        context["report"] = bulk_enrolment.enrol_all(user=request.user, cohort=cohort, people=people)
    except DomainError as problem:
        messages.error(request, str(problem))
        return render(request, "courses/managing/enrol_list.html", context, status=409)
    return render(request, "courses/managing/enrol_list.html", context)


def _sealed(cohort: Cohort, people: tuple[Person, ...]) -> str:
    """What was looked at, so that just this is done."""
    return signing.dumps([cohort.pk, [asdict(person) for person in people]], salt=SALT, compress=True)


def _unsealed(cohort: Cohort, sealed: str) -> list[Person] | None:
    try:
        pk, rows = signing.loads(sealed, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        return None
    if pk != cohort.pk:
        return None
    return [Person(**{**row, "faults": tuple(row["faults"])}) for row in rows]


@require_http_methods(["GET", "HEAD", "POST"])
@managers
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same plan on other days."""
    cohort = get_object_or_404(Cohort.objects.select_related("intensity"), uuid=uuid)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = cohort_copies.copy(user=request.user, cohort=cohort, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("“%(name)s” is ready, and still closed. Look it through.") % {"name": new})
            return redirect("courses:cohort_manage", new.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "courses/managing/copy.html", {"form": form, "cohort": cohort}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@managers
def archives(request: HttpRequest) -> HttpResponse:
    """Archives that were made, a way to ask for one, and a way to bring one in."""
    form = ArchiveForm(user=request.user)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        form = ArchiveForm(request.POST, request.FILES, user=request.user)
        status = 422
        if form.is_valid() and form.stored is not None:
            try:
                context["plan"] = transfers.look_at(user=request.user, file=form.stored)
                context["stored"], context["replace"], status = form.stored, form.cleaned_data["replace"], 200
            except BadArchive as problem:
                transfers.forget(user=request.user, file=form.stored)
                form.add_error("file", str(problem))
            except DomainError as problem:
                form.add_error("file", str(problem))
    rows = CourseTransfer.objects.select_related("file", "asked_by")[:20]
    names = {page.translation_key: page.localized for page in transfers.courses()}
    listed = [(row, names.get(row.course)) for row in rows]
    context |= {"form": form, "rows": listed, "courses": list(names.values())}
    context["waits"] = any(row.state == TransferState.WAITING for row in rows)
    return render(request, "courses/managing/archives.html", context, status=status)


@require_POST
@managers
def archive_ask(request: HttpRequest) -> HttpResponse:
    """Begin an archive."""
    try:
        transfers.ask(user=request.user, course=UUID(request.POST.get("course", "")))
        messages.success(request, _("The archive is being made. It stands below when it is ready."))
    except ValueError:
        messages.error(request, _("Choose a course."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("courses:archives")


@require_POST
@managers
def archive_take_in(request: HttpRequest) -> HttpResponse:
    """Begin to take in what was looked at."""
    form = ArchiveForm(request.POST, user=request.user)
    if not form.is_valid() or form.stored is None:
        messages.error(request, _("This upload is not there any more. Send the file again."))
        return redirect("courses:archives")
    try:
        transfers.ask_to_take_in(user=request.user, file=form.stored, replace=form.cleaned_data["replace"])
        messages.success(request, _("The course is being brought in. The list below says when it is here."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("courses:archives")
