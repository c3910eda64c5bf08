"""The admin's sign-in is the site's: one form, one second step."""

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def sign_in_for_admin(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends people; those without rights there learn so instead of going round in circles."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("people:account")
    target = request.GET.get(REDIRECT_FIELD_NAME) or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: target})}")
