"""What people keep for themselves: list, space, upload without script, deletion."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse


def overview(request: HttpRequest) -> HttpResponse:
    """The list and the form."""
    raise Http404


def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The question before, and the deed."""
    raise Http404
