"""A learner as those who look after them see them, and the notes about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.forms.leading import NoteForm
from courses.models import Enrolment
from courses.services import lead_learner, lead_notes, lead_scope
from courses.views.lead_door import address, cohort_crumb, private


@require_http_methods(["GET", "HEAD", "POST"])
@private
def learner(request: HttpRequest, cohort: UUID, enrolment: UUID) -> HttpResponse:
    """The sheet; POST adds a note."""
    found = lead_scope.learner(user=request.user, cohort=cohort, enrolment=enrolment)
    form = NoteForm(request.POST if request.method == "POST" else None)
    user: Any = request.user
    if request.method == "POST" and form.is_valid():
        lead_notes.add(user=user, enrolment=found, text=form.cleaned_data["text"])
        messages.success(request, _("The note is kept."))
        return redirect("courses:lead_learner", cohort=cohort, enrolment=enrolment)
    sheet = lead_learner.sheet(found, timezone.now())
    context = {
        "sheet": sheet,
        "learner": found,
        "form": form,
        "tasks": [{**task, "url": address("submission", task["row"].uuid)} for task in sheet.tasks],
        "shared_url": address("journal_shared", found.cohort.uuid),
        **_door(found),
    }
    return render(request, "courses/lead/learner.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def change_note(request: HttpRequest, cohort: UUID, enrolment: UUID, note: UUID) -> HttpResponse:
    """Change one's own note."""
    user: Any = request.user
    found = lead_scope.learner(user=user, cohort=cohort, enrolment=enrolment)
    own = lead_notes.own(user=user, enrolment=found, uuid=note)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": own.text})
    if request.method == "POST" and form.is_valid():
        lead_notes.change(user=user, note=own, text=form.cleaned_data["text"])
        messages.success(request, _("The note is changed."))
        return redirect("courses:lead_learner", cohort=cohort, enrolment=enrolment)
    context = {"note": own, "learner": found, "form": form, **_door(found, own=True)}
    return render(request, "courses/lead/note.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def remove_note(request: HttpRequest, cohort: UUID, enrolment: UUID, note: UUID) -> HttpResponse:
    """Delete one's own note; asked first."""
    user: Any = request.user
    found = lead_scope.learner(user=user, cohort=cohort, enrolment=enrolment)
    own = lead_notes.own(user=user, enrolment=found, uuid=note)
    if request.method == "POST":
        lead_notes.remove(user=user, note=own)
        messages.success(request, _("The note is deleted."))
        return redirect("courses:lead_learner", cohort=cohort, enrolment=enrolment)
    context = {"note": own, "learner": found, **_door(found, own=True)}
    return render(request, "courses/lead/note_delete.html", context)


def _door(found: Enrolment, *, own: bool = False) -> dict[str, Any]:
    key = found.cohort.uuid
    crumbs = [
        {"title": _("My learners"), "url": address("lead")},
        cohort_crumb(found.cohort),
        {"title": _("Who is where"), "url": address("lead_matrix", key)},
    ]
    if own:
        crumbs.append({"title": found.user.get_full_name(), "url": address("lead_learner", key, found.uuid)})
    return {"robots": "noindex", "crumbs": crumbs}
