"""Who is there: the list on a facilitator's phone, the code on the screen, and the learner who types it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.choices import Presence
from courses.forms.sessions import HereForm
from courses.integrations import qr
from courses.models import Enrolment, Session
from courses.permissions import may_facilitate
from courses.services import attendance, presence_codes, session_reads, session_sheets
from courses.services.presence_codes import Outcome
from courses.views.private import personal
from portal.core.errors import DomainError, NotAllowed
from portal.mail.rendering import absolute

STATUS = {Outcome.OFTEN: 429, Outcome.HERE: 200, Outcome.AGAIN: 200}


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def attendance_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One row for each person, four deeds in it; each is a form of its own, so that nothing is lost."""
    session = _led(request, uuid)
    if request.method == "POST":
        return _take(request, session)
    listed = session_reads.list_of(session)
    context = {
        "session": session,
        "shown": session_reads.shown_to(session, request.user),
        "rows": [{"enrolment": row, "noted": noted, "comes": comes} for row, noted, comes in listed],
        "said": session_sheets.SAID.items(),
        "there": sum(1 for _row, noted, _comes in listed if noted and noted.presence == Presence.PRESENT),
        "open": sum(1 for _row, noted, _comes in listed if not noted),
        "code_shown": presence_codes.is_shown(session, timezone.now()),
        "robots": "noindex",
    }
    return render(request, "courses/sessions/roll.html", context)


def _take(request: HttpRequest, session: Session) -> HttpResponse:
    back = reverse("courses:session_attendance", args=[session.uuid])
    by_script = request.headers.get("Accept", "").startswith("application/json")
    try:
        if request.POST.get("rest"):
            number = attendance.take_rest(user=request.user, session=session)
            messages.success(request, _("Noted as present: %(number)s") % {"number": number})
            return redirect(back)
        enrolment = _person(session, request.POST.get("person", ""))
        presence = request.POST.get("presence", "")
        row = attendance.take(user=request.user, session=session, enrolment=enrolment, presence=presence)
    except DomainError as problem:
        if by_script:
            return JsonResponse({"error": str(problem)}, status=422)
        messages.error(request, str(problem))
        return redirect(back)
    if by_script:
        return JsonResponse({"presence": row.presence, **_numbers(session)})
    return redirect(f"{back}#p-{enrolment.uuid}")


@require_safe
@personal
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list to sign, on paper."""
    session = _led(request, uuid)
    response = HttpResponse(session_sheets.as_pdf(session, user=_user(request)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{session.code.lower()}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def code_screen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The code for the wall: shown (POST), looked at, taken away."""
    session = _led(request, uuid)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "end":
                presence_codes.take_away(user=_user(request), session=session)
                return redirect("courses:session_attendance", uuid)
            presence_codes.show(user=_user(request), session=session)
        except DomainError as problem:
            messages.error(request, str(problem))
            return redirect("courses:session_attendance", uuid)
        return redirect("courses:session_code", uuid)
    context = {"session": session, "robots": "noindex", **_screen(session)}
    return render(request, "courses/sessions/code.html", context)


@require_safe
@personal
def code_now(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the screen shows now; it asks by itself."""
    return JsonResponse(_screen(_led(request, uuid)))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def here(request: HttpRequest) -> HttpResponse:
    """I am here: the code from the screen. A scanned one stands in the field and is sent with one touch."""
    if request.method != "POST":
        form = HereForm(initial={"code": request.GET.get("code", "")[:20]})
        return render(request, "courses/sessions/here.html", {"form": form, "robots": "noindex"})
    form, answer = HereForm(request.POST), None
    if form.is_valid():
        answer = presence_codes.enter(user=_user(request), typed=form.cleaned_data["code"])
        if answer.outcome not in (Outcome.HERE, Outcome.AGAIN):
            form.add_error("code", answer.words or _words(answer.outcome))
    status = STATUS.get(answer.outcome, 422) if answer else 422
    context = {"form": form, "answer": answer, "robots": "noindex"}
    return render(request, "courses/sessions/here.html", context, status=status)


def _words(outcome: Outcome) -> str:
    words = {
        Outcome.WRONG: _("This is not the code on the screen. Look again: it changes every few moments."),
        Outcome.LATE: _("This code has run out. Type the one that is on the screen now."),
        Outcome.OTHER_COHORT: _("This code belongs to a session of another cohort."),
        Outcome.NOT_ENROLLED: _("You do not take part in a cohort, so there is no list to put you on."),
        Outcome.OFTEN: _("That were many codes. Wait ten minutes, or ask your facilitator to note you on the list."),
    }
    return words.get(outcome, "")


def _screen(session: Session) -> dict[str, Any]:
    now = timezone.now()
    if not presence_codes.is_shown(session, now):
        return {"shown": False}
    found = presence_codes.shown(session, now)
    address = absolute("/my-course/here/")
    side, path = qr.path(f"{address}?code={found['code']}")
    return {
        "shown": True,
        **found,
        "address": address.partition("//")[2],
        "side": side,
        "path": path,
        **_numbers(session),
    }


def _numbers(session: Session) -> dict[str, int]:
    return {"there": session.attendances.filter(presence=Presence.PRESENT).count()}


def _person(session: Session, uuid: str) -> Enrolment:
    try:
        return session.cohort.enrolments.select_related("cohort").get(uuid=UUID(uuid))
    except (ValueError, Enrolment.DoesNotExist) as error:
        raise NotAllowed(_("This person does not belong to the cohort of this session.")) from error


def _led(request: HttpRequest, uuid: UUID) -> Session:
    session = get_object_or_404(Session.objects.select_related("cohort__intensity"), uuid=uuid)
    if not may_facilitate(request.user, session.cohort):
        raise PermissionDenied(_("Only those who lead this cohort may do this."))
    return session


def _user(request: HttpRequest) -> Any:
    return request.user
