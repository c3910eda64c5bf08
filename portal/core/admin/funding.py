"""Funding texts in the admin: what is known, what is verified by whom, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from portal.core.choices import FundingKind, FundingRegime
from portal.core.models import FundingText, ProjectSettings

SLOT = ("regime", "kind", "language")


class FundingTextForm(WagtailAdminModelForm):
    """Ticking “verified” records who ticked it and on which day; nobody types a name."""

    verified = forms.BooleanField(
        required=False,
        label=_("I compared this wording with the official list"),
        help_text=_("Your name and today’s date are recorded. Without the tick the text counts as not verified."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verified"].initial = self.instance.is_verified

    def save(self, commit: bool = True) -> FundingText:
        """Record or withdraw the verification; a changed wording is verified anew by whoever leaves the tick."""
        if not self.cleaned_data["verified"]:
            self.instance.verified_by, self.instance.verified_on = "", None
        elif not self.instance.is_verified or {"text", "source", *SLOT} & set(self.changed_data):
            self.instance.verified_by = str(self.for_user)[:120]
            self.instance.verified_on = timezone.localdate()
        return super().save(commit)


@dataclass(frozen=True)
class Cell:
    """One place for a text, filled or not."""

    language: str
    text: FundingText | None
    url: str


@dataclass(frozen=True)
class Row:
    """A kind of text in all languages."""

    kind: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """All texts of one programme period."""

    regime: str
    active: bool
    rows: list[Row]


def coverage(viewset: "FundingTextViewSet") -> list[Table]:
    """Every programme period × kind × language, the periods in use first."""
    known = {(text.regime, text.kind, text.language): text for text in FundingText.objects.all()}
    active = active_regimes()

    def cell(regime: str, kind: str, language: str) -> Cell:
        text = known.get((regime, kind, language))
        if text:
            url = reverse(viewset.get_url_name("edit"), args=[text.pk])
        else:
            url = f"{reverse(viewset.get_url_name('add'))}?regime={regime}&kind={kind}&language={language}"
        return Cell(get_language_info(language)["name_local"].capitalize(), text, url)

    tables = [
        Table(
            str(regime.label),
            regime.value in active,
            [
                Row(str(kind.label), [cell(regime.value, kind.value, code) for code, _name in settings.LANGUAGES])
                for kind in FundingKind
            ],
        )
        for regime in FundingRegime
    ]
    return sorted(tables, key=lambda table: not table.active)


def active_regimes() -> set[str]:
    """The programme periods that a site of this installation uses."""
    return set(ProjectSettings.objects.values_list("funding_regime", flat=True))


def open_count() -> int:
    """How many texts in use are missing or not verified by anyone."""
    regimes = active_regimes()
    verified = FundingText.objects.filter(
        regime__in=regimes, kind__in=FundingKind.values, language__in=dict(settings.LANGUAGES)
    ).exclude(verified_by="")
    return len(regimes) * len(FundingKind.values) * len(settings.LANGUAGES) - verified.count()


class FundingIndexView(IndexView):
    """The table of what is there, in place of a list of what is there."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table."""
        return {**super().get_context_data(**kwargs), "coverage": coverage(FundingText.snippet_viewset)}  # type: ignore[attr-defined]


class FundingCreateView(CreateView):
    """Adding from the table fills in period, kind and language."""

    def get_initial_form_instance(self) -> FundingText:
        """A record with what the link said, as far as it is one of our choices."""
        return FundingText(**self._slot(self.request))

    @staticmethod
    def _slot(request: HttpRequest) -> dict[str, str]:
        choices = {
            "regime": FundingRegime.values,
            "kind": FundingKind.values,
            "language": [code for code, _name in settings.LANGUAGES],
        }
        return {name: request.GET[name] for name in SLOT if request.GET.get(name) in choices[name]}


class FundingTextViewSet(SnippetViewSet):
    """Settings, Funding texts."""

    model = FundingText
    icon = "globe"
    menu_label = _("Funding texts")
    menu_name = "funding-texts"
    menu_order = 60
    add_to_settings_menu = True
    index_view_class = FundingIndexView
    add_view_class = FundingCreateView
    index_template_name = "admin_panels/funding_index.html"
    index_results_template_name = "admin_panels/funding_table.html"
    copy_view_enabled = False
    list_display = ("__str__", "verified_by", "verified_on")
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldRowPanel([FieldPanel(name) for name in SLOT])], heading=_("Where it is shown")),
            FieldPanel("text"),
            FieldPanel("source", help_text=_("Where the official wording stands: document, page, address.")),
            MultiFieldPanel(
                [
                    FieldPanel("verified"),
                    FieldRowPanel(
                        [FieldPanel("verified_by", read_only=True), FieldPanel("verified_on", read_only=True)]
                    ),
                ],
                heading=_("Verified"),
            ),
        ],
        base_form_class=FundingTextForm,
    )
