"""The list of activities, one of them, its description, its end."""

from typing import Any
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.admin.guard import for_managers
from courses.errors import InUse, WithRecords
from courses.forms.activities import USED, ActivityFilter, DescribeForm
from courses.models import H5PActivity
from courses.permissions import may_install_libraries
from courses.services import h5p_activities, h5p_lists, h5p_play
from courses.services.h5p_uses import uses_of_one
from courses.words import licence
from portal.core.errors import DomainError

PER_PAGE = 25
ICON = "form"


def crumbs(activity: H5PActivity | None = None, here: str = "") -> list[dict[str, str]]:
    """The way from the admin's home to here."""
    way = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if activity or here:
        way.append({"url": reverse("activities:index"), "label": _("Activities")})
    if activity and here:
        way.append({"url": reverse("activities:activity", args=[activity.uuid]), "label": activity.title})
    last = here or (activity.title if activity else _("Activities"))
    return [*way, {"url": "", "label": last}]


def page(title: str, activity: H5PActivity | None = None, here: str = "") -> dict[str, Any]:
    """What every page of this part shows around its content."""
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": crumbs(activity, here),
        "activity": activity,
    }


@require_safe
@for_managers
def index(request: HttpRequest) -> HttpResponse:
    """Twenty-five a page, by title."""
    form = ActivityFilter(request.GET or None)
    wishes = form.wishes()
    rows = h5p_lists.found(
        words=wishes["q"].strip(),
        machine=wishes["type"],
        language=wishes["language"],
        used=wishes["use"] == USED if wishes["use"] else None,
    )
    part = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        **page(_("Activities")),
        "form": form,
        "page": part,
        "rows": h5p_lists.with_uses(list(part.object_list)),
        "query": query.urlencode(),
        "searched": any(wishes.values()),
    }
    return TemplateResponse(request, "courses/admin/index.html", context)


@require_safe
@for_managers
def activity(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything about one activity, with a preview."""
    found = find(uuid)
    context = {
        **page(found.title, found),
        "uses": uses_of_one(found),
        "languages": h5p_lists.languages_of(found),
        "localisations": found.localisations.all(),
        "language": request.GET.get("language", found.language),
        "choices": [(code, own_name(code)) for code in h5p_play.languages_of(found)],
        "licence": licence(found.licence),
        "needs": found.needs.select_related("library").defer(
            "library__semantics", "library__metadata", "library__files"
        ),
        "learners": h5p_activities.learners_with_results(found),
        "may_install": may_install_libraries(request.user),
    }
    return TemplateResponse(request, "courses/admin/activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def describe(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Title, language, and who may play it."""
    found = find(uuid)
    form = DescribeForm(request.POST or None, instance=find(uuid))
    if request.method == "POST" and form.is_valid():
        h5p_activities.describe(user=request.user, activity=found, **form.cleaned_data)
        messages.success(request, _("The description is changed."))
        return redirect("activities:activity", uuid=uuid)
    context = {**page(_("Title, language and access"), found, _("Title, language and access")), "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "courses/admin/describe.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The question before, the reasons against, and the deed."""
    found = find(uuid)
    problem, places = "", uses_of_one(found)
    if request.method == "POST":
        try:
            h5p_activities.remove(user=request.user, activity=found, with_results="with_results" in request.POST)
        except (InUse, WithRecords) as refusal:
            problem = str(refusal)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The activity “%(title)s” is deleted.") % {"title": found.title})
            return redirect("activities:index")
    context = {
        **page(_("Delete this activity?"), found, _("Delete")),
        "problem": problem,
        "uses": places,
        "learners": h5p_activities.learners_with_results(found),
    }
    return TemplateResponse(request, "courses/admin/delete.html", context, status=409 if problem else 200)


def own_name(language: str) -> str:
    """What a language calls itself."""
    return str(LANG_INFO.get(language, {}).get("name_local", language))


def find(uuid: UUID) -> H5PActivity:
    """The activity, or 404."""
    rows = H5PActivity.objects.select_related("library", "created_by", "changed_by")
    return get_object_or_404(rows.defer("library__semantics", "library__metadata", "library__files"), uuid=uuid)
