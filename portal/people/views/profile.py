"""A person's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Where a person's settings are."""
    return render(request, "people/profile.html")
