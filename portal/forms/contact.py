"""The form to write to the project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.guarded_form import GuardedForm, refuse_control_characters, refuse_links


class ContactForm(GuardedForm):
    """Name, address, subject, message."""

    purpose = "contact"
    times_an_hour = 5
    field_order = ("name", "email", "subject", "message")

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We answer to this address and use it for nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(label=_("What is it about?"), max_length=120)
    message = forms.CharField(
        label=_("Your message"), min_length=10, max_length=5000, widget=forms.Textarea(attrs={"rows": 10})
    )

    def clean_name(self) -> str:
        """A name is one line without links."""
        refuse_links(self.cleaned_data["name"], at_most=0)
        return refuse_control_characters(self.cleaned_data["name"])

    def clean_subject(self) -> str:
        """A subject is one line without links."""
        refuse_links(self.cleaned_data["subject"], at_most=0)
        return refuse_control_characters(self.cleaned_data["subject"])

    def clean_message(self) -> str:
        """At most three links."""
        refuse_links(self.cleaned_data["message"], at_most=3)
        return self.cleaned_data["message"].strip()
