"""The audit log, searched."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import audit_words
from portal.core.models import AuditEntry

PER_PAGE = 50


class LogForm(forms.Form):
    """What to look for; everything may stay empty."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    who = forms.CharField(label=gettext_lazy("Who (name or address)"), required=False, max_length=200)
    action = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    record = forms.RegexField(r"^[a-z_.]+:[\w-]+$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("Everything")), *audit_words.known()]  # type: ignore[attr-defined]


def log(request: HttpRequest) -> HttpResponse:
    """Fifty entries a page, the newest first."""
    form = LogForm(request.GET or None)
    entries: QuerySet = AuditEntry.objects.select_related("actor")
    if form.is_valid():
        entries = _found(entries, form.cleaned_data)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {"form": form, "page": page, "query": query.urlencode(), "page_title": _("Audit log")}
    return TemplateResponse(request, "people/admin/log.html", {**context, "header_icon": "history"})


def _found(entries: QuerySet, wish: dict[str, Any]) -> QuerySet:
    if words := wish["q"]:
        entries = entries.filter(
            Q(target_label__icontains=words) | Q(why__icontains=words) | Q(action__icontains=words)
        )
    if who := wish["who"]:
        entries = entries.filter(Q(actor__email__icontains=who) | Q(actor__display_name__icontains=who))
    if wish["action"]:
        entries = entries.filter(action=wish["action"])
    if wish["since"]:
        entries = entries.filter(at__date__gte=wish["since"])
    if wish["until"]:
        entries = entries.filter(at__date__lte=wish["until"])
    if wish["record"]:
        model, _colon, key = wish["record"].partition(":")
        entries = entries.filter(target_model=model, target_id=key)
    return entries
