"""News categories and results in the admin."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.core.panels import in_each_language, translated_tabs
from portal.models import NewsCategory, Result, ResultVersion


class NewsCategoryViewSet(SnippetViewSet):
    """Kinds of news; the key stands in addresses."""

    model = NewsCategory
    icon = "tag"
    menu_label = _("News categories")
    menu_name = "news-categories"
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("name", "key", "sort_order")
    ordering = ("sort_order", "key")
    edit_handler = translated_tabs(shared=["key", "sort_order"], translated=["name"])


class ResultForm(WagtailAdminModelForm):
    """A result has at most one version that readers get; nothing in it stands twice."""

    def is_valid(self) -> bool:
        """Also look across versions and files, which no single row can do."""
        return super().is_valid() and self._rows_agree()

    @transaction.atomic
    def save(self, commit: bool = True) -> Result:
        """Make room for the new current version first: the database allows one at any moment."""
        if commit and self.instance.pk:
            ResultVersion.objects.filter(result=self.instance, current=True).update(current=False)
        return super().save(commit)

    def _rows_agree(self) -> bool:
        versions = [form for form in self.formsets["versions"].forms if _kept(form)]
        _refuse_repeats(versions, ("number",), _("There is a version with this number already."))
        for form in [form for form in versions if form.cleaned_data.get("current")][1:]:
            form.add_error("current", _("Readers can get one version only: untick the others."))
        for form in versions:
            files = [row for row in form.formsets["files"].forms if _kept(row)]
            _refuse_repeats(files, ("language", "format"), _("This version has such a file already."))
            versions = versions + files
        return not any(form.errors for form in versions)


def _kept(form: forms.ModelForm) -> bool:
    return bool(form.cleaned_data) and not form.cleaned_data.get("DELETE")


def _refuse_repeats(rows: list[forms.ModelForm], fields: tuple[str, ...], message: Any) -> None:
    seen: set[tuple] = set()
    for row in rows:
        value = tuple(row.cleaned_data.get(field) for field in fields)
        if value in seen:
            row.add_error(fields[-1], message)
        seen.add(value)


class ResultViewSet(SnippetViewSet):
    """The intellectual outputs with their versions and files."""

    model = Result
    icon = "doc-full-inverse"
    menu_label = _("Results")
    menu_name = "results"
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("code", "state", "lead_organisation", "licence")
    ordering = ("sort_order", "code")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("sort_order"), FieldPanel("state")]),
            MultiFieldPanel([FieldPanel("authors"), FieldPanel("lead_organisation")], heading=_("Who made it")),
            FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_url")]),
            InlinePanel(
                "versions",
                heading=_("Versions"),
                label=_("Version"),
                panels=[
                    FieldRowPanel([FieldPanel("number"), FieldPanel("date"), FieldPanel("current")]),
                    *in_each_language("note"),
                    InlinePanel(
                        "files",
                        heading=_("Files"),
                        label=_("File"),
                        panels=[
                            FieldRowPanel([FieldPanel("language"), FieldPanel("format")]),
                            FieldPanel("title"),
                            FieldPanel("file"),
                        ],
                    ),
                ],
            ),
        ],
        base_form_class=ResultForm,
    )
