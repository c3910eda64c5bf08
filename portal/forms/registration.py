"""The form to come to an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.guarded_form import GuardedForm, refuse_control_characters, refuse_links


class RegistrationForm(GuardedForm):
    """Name and address; nothing else is needed."""

    purpose = "registration"
    times_an_hour = 60  # a whole school may sit behind one address
    field_order = ("name", "email")

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As it should stand on the attendance sheet."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("For the confirmation, a reminder and the link to cancel."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_name(self) -> str:
        """One line without links."""
        refuse_links(self.cleaned_data["name"], at_most=0)
        return refuse_control_characters(self.cleaned_data["name"])
