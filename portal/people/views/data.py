"""A copy of one's data, and the end of one's account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.people.forms.profile import DeletionForm
from portal.people.models import AccountDeletion, DataExport
from portal.people.services import deletion, export


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """What has been asked for, and what may be."""
    person, now = _person(request), timezone.now()
    exports = DataExport.objects.filter(user=person, expires_at__gt=now).select_related("file")
    wish = AccountDeletion.objects.filter(user=person).first()
    return render(request, "people/data.html", {"exports": exports, "deletion": wish})


@login_required
@reauthentication_required
def ask_export(request: HttpRequest) -> HttpResponse:
    """Begin a copy; somebody who finds an open browser does not get one."""
    if request.method != "POST":
        return redirect("people:data")
    try:
        export.ask(user=_person(request))
        messages.success(request, _("The copy is being made. You get a mail when it is ready."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("people:data")


@login_required
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """The question, then the day."""
    form = DeletionForm(request.POST or None)
    if request.method == "POST":
        try:
            wish = deletion.ask(user=_person(request), keep_name=bool(request.POST.get("keep_name")))
        except DomainError as problem:
            messages.error(request, str(problem))
            return redirect("people:data")
        day = timezone.localtime(wish.due_at).date()
        messages.success(
            request, _("Your account will be deleted on %(day)s.") % {"day": date_format(day, "DATE_FORMAT")}
        )
        return redirect("people:data")
    return render(request, "people/delete.html", {"form": form})


@login_required
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Keep the account."""
    if deletion.take_back(user=_person(request)):
        messages.success(request, _("Your account stays. Nothing is lost."))
    return redirect("people:data")


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
