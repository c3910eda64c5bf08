"""What to look for in the list of activities, and how one is described."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import H5PActivity, H5PLibrary

USED, UNUSED = "used", "unused"


class ActivityFilter(forms.Form):
    """Words, type, language, use; everything may stay empty."""

    q = forms.CharField(label=gettext_lazy("Title or author"), required=False, max_length=200)
    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    use = forms.ChoiceField(label=gettext_lazy("Use"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        types = H5PLibrary.objects.filter(main_activities__isnull=False).order_by("title", "machine")
        self._choose("type", types.values_list("machine", "title").distinct())
        self._choose("language", settings.LANGUAGES)
        self._choose("use", [(USED, _("used somewhere")), (UNUSED, _("used nowhere"))])

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def wishes(self) -> dict[str, str]:
        """What is looked for; a wish that cannot be understood is none."""
        self.full_clean()
        understood = self.cleaned_data if self.is_bound else {}
        return {name: understood.get(name, "") for name in self.fields}


class DescribeForm(forms.ModelForm):
    """Title, language and who may play it."""

    class Meta:
        model = H5PActivity
        fields = ("title", "language", "access")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance.language
        known = dict(settings.LANGUAGES)
        choices = settings.LANGUAGES if own in known else [*settings.LANGUAGES, (own, own)]
        self.fields["language"] = forms.ChoiceField(label=gettext_lazy("Written in"), choices=choices)
