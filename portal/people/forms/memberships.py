"""Looking after the people of an organisation."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Organisation
from portal.accounts.roles import MembershipRole
from portal.people.forms.invitations import WhomForm
from portal.people.services.invitations import Offer


def role_choices(roles: Collection[str]) -> list[tuple[str, Any]]:
    """These roles in the usual order."""
    return [(value, label) for value, label in MembershipRole.choices if value in roles]


class AddForm(forms.Form):
    """Somebody who has an account, and what they become."""

    use_required_attribute = False
    email = forms.EmailField(label=_("Email address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=pgettext_lazy("in an organisation", "Role"))

    def __init__(self, *args: Any, roles: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]


class InviteToOrganisationForm(WhomForm):
    """A list of people, all with one role in one organisation."""

    membership = forms.ChoiceField(label=pgettext_lazy("in an organisation", "Role"))

    def __init__(self, *args: Any, organisation: Organisation, roles: Collection[str], **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = role_choices(roles)  # type: ignore[attr-defined]

    def offer(self) -> Offer:
        """No role of the site, whatever was sent."""
        data = self.cleaned_data
        return Offer(data["language"], (), self.organisation, data["membership"])
