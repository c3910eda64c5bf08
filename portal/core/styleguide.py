"""Placeholder until the components engineer's styleguide lands."""
from django.http import HttpResponse


def styleguide(_request):
    return HttpResponse("")
