"""A person's own page."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.permissions import site_roles
from portal.accounts.roles import labels
from portal.people.forms.profile import ProfileForm
from portal.people.services import profile


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone and mails; what others have set stands beside it."""
    person: User = request.user  # type: ignore[assignment]
    form = ProfileForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        profile.change(user=person, person=person, values=form.values())
        return _in_their_language(person)
    context = {"form": form, "memberships": person.memberships.select_related("organisation"), "roles": _roles(person)}
    return render(request, "people/profile.html", context)


def _in_their_language(person: User) -> HttpResponse:
    with translation.override(person.language):
        response = redirect(reverse("people:account") + "?saved=1")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, max_age=31_536_000, samesite="Lax")
    return response


def _roles(person: User) -> list[str]:
    return [_("Superuser")] if person.is_superuser else labels(sorted(site_roles(person)))
