"""The form to get the news by email."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.core.guarded_form import GuardedForm


def own_names() -> list[tuple[str, str]]:
    """Each language by its own name."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


class SubscribeForm(GuardedForm):
    """Address and language."""

    purpose = "newsletter"
    times_an_hour = 30
    field_order = ("email", "language")

    email = forms.EmailField(
        label=_("Your email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=own_names,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
