"""Pages on which anybody checks a certificate. They hold no cookies and are never kept by a cache."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.certificates import BadgeForm, CodeForm
from courses.models import CourseIntensity
from courses.services.certificates import checking, codes, public
from courses.views.certificates.machines import CREDENTIAL_TYPE
from portal.core import guard
from portal.core.errors import DomainError

LOOKS_AN_HOUR, BADGES_AN_HOUR = 200, 60


@never_cache
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Type a code, or check a badge."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        code = codes.tidy(form.cleaned_data["code"])
        if code:
            return redirect("courses:certificate", code=code)
        form.add_error("code", _("A code has 28 letters and digits. Please compare it with the certificate."))
    return _page(request, "entrance", {"form": form, "badge_form": BadgeForm()}, 422 if form.errors else 200)


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, revoked, or unknown."""
    if not _may_look(request):
        return _page(request, "often", {}, 429)
    tidy = codes.tidy(code)
    if tidy and tidy != code:
        return redirect("courses:certificate", code=tidy)
    row = checking.by_code(code)
    if row is None:
        return _page(request, "unknown", {"form": CodeForm(initial={"code": code[:60]})}, 404)
    return _page(request, "certificate", public.page(row))


@never_cache
@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The badge of a certificate that counts."""
    if not _may_look(request):
        return _page(request, "often", {}, 429)
    row = checking.by_code(code)
    if row is None or not row.is_valid or not row.credential:
        return _page(request, "unknown", {"form": CodeForm(initial={"code": code[:60]})}, 404)
    text = json.dumps(row.credential, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type=CREDENTIAL_TYPE)
    name = f"{row.facts['project']['acronym']}-{row.code}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@csrf_exempt  # nothing is stored, and no cookie is needed
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a badge is ours and unchanged, and whether it still counts."""
    form = BadgeForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, "check", {"form": form})
    if not guard.is_within_limit(request, "badge", times=BADGES_AN_HOUR):
        return _page(request, "often", {}, 429)
    form = BadgeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, "check", {"form": form}, 422)
    try:
        checked = checking.badge(form.content(checking.LARGEST))
    except DomainError as problem:
        return _page(request, "check", {"form": form, "problem": str(problem)}, 422)
    return _page(request, "check", {"form": BadgeForm(), "checked": checked, **_shown(checked)})


@require_safe
def criteria(request: HttpRequest, course: UUID, intensity: str) -> HttpResponse:
    """What the certificate of an intensity asks."""
    row = get_object_or_404(CourseIntensity, course=course, code=intensity)
    return render(request, "courses/certificates/criteria.html", public.criteria(row))


def _shown(checked: checking.Checked) -> dict[str, object]:
    achievement = checked.document["credentialSubject"]["achievement"]
    return {
        "facts": public.page(checked.certificate) if checked.certificate else {},
        "achievement": achievement,
    }


def _may_look(request: HttpRequest) -> bool:
    return guard.is_within_limit(request, "certificate", times=LOOKS_AN_HOUR)


def _page(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, f"courses/certificates/{name}.html", {**context, "robots": "noindex"}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
