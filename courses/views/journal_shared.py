"""What people of a cohort share of their journals."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.models import Cohort
from courses.services import journal, journal_pages
from courses.views.journal import PER_PAGE, private


@require_safe
@private
def shared(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """With facilitators and mentors of the cohort, or within a team; never what is private."""
    found = get_object_or_404(Cohort, uuid=cohort)
    if not journal.may_see_shared(request.user, found):
        raise PermissionDenied
    rows = journal.shared_in(request.user, found).select_related("enrolment__cohort")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = journal_pages.lines(page.object_list, get_language() or "en")
    context = {"cohort": found, "page_obj": page, "lines": lines, "robots": "noindex"}
    return render(request, "courses/journal/shared.html", context)
