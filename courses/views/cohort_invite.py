"""Inviting into a cohort: a list of addresses, looked at first; a link that is shown once; taking either back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.cohorts import InviteForm
from courses.services import cohort_invitations
from courses.views.cohort_manage import found_for
from courses.views.guard import do, own_page
from portal.mail.rendering import absolute


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Row by row: what would happen, then what has happened."""
    cohort = found_for(request, uuid)
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    context = {"cohort": cohort, "form": form}
    if request.method == "POST" and form.is_valid():
        rows, language = form.cleaned_data["people"], form.cleaned_data["language"]
        if "send" in request.POST:
            report = cohort_invitations.invite_all(user=request.user, cohort=cohort, rows=rows, language=language)
            context |= {"report": report, "sent": sum(one.kind == "ok" for one in report)}
        else:
            preview = cohort_invitations.look_at(rows=rows, cohort=cohort)
            context |= {"preview": preview, "ready": sum(one.kind == "ok" for one in preview)}
    return render(request, "courses/cohorts/invite.html", context)


@require_POST
@own_page
def link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new link for everybody who has it: on this page, and never again."""
    cohort = found_for(request, uuid)
    row, token = cohort_invitations.make_link(user=request.user, cohort=cohort)
    url = absolute(reverse("courses:cohort_invitation", args=[token]))
    return render(request, "courses/cohorts/link.html", {"cohort": cohort, "invitation": row, "url": url})


@require_POST
@own_page
def revoke(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """It works no more."""
    cohort = found_for(request, uuid)
    row = get_object_or_404(cohort.invitations.select_related("cohort"), pk=pk)
    words = _("The invitation is withdrawn.")
    do(request, lambda: cohort_invitations.revoke(user=request.user, invitation=row), words)
    return redirect("courses:cohort_manage", uuid)
