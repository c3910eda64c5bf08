"""Inviting, and accepting an invitation."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.accounts.roles import MembershipRole, SiteRole
from portal.people.forms.signing import PASSWORD_HINT
from portal.people.pasted import LONGEST, read
from portal.people.services.invitations import Offer


class WhomForm(forms.Form):
    """One address or a pasted list, and the language to write in."""

    use_required_attribute = False
    people = forms.CharField(
        label=_("Whom"),
        help_text=_("One address, or a list: one a line, with or without names, as it comes from a spreadsheet."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def clean_people(self) -> list[Any]:
        """The rows of the list."""
        rows = read(self.cleaned_data["people"])
        if not rows:
            raise forms.ValidationError(_("There is no address in it."))
        if len(rows) > LONGEST:
            raise forms.ValidationError(
                _("That is %(number)s rows; at most %(most)s go at once."),
                params={"number": len(rows), "most": LONGEST},
            )
        return rows


class InviteForm(WhomForm):
    """What an administrator offers to all of them."""

    roles = forms.MultipleChoiceField(
        label=_("Roles on the site"),
        choices=SiteRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    membership = forms.ChoiceField(label=_("Role there"), choices=[("", "—"), *MembershipRole.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An organisation and a role there belong together."""
        data = super().clean() or {}
        if bool(data.get("organisation")) != bool(data.get("membership")):
            self.add_error("membership", _("An organisation and a role there belong together."))
        return data

    def offer(self) -> Offer:
        """What all of them get."""
        data = self.cleaned_data
        return Offer(data["language"], data["roles"], data["organisation"], data["membership"])


class JoinForm(forms.Form):
    """The account of somebody who is invited: the address is known and proved."""

    use_required_attribute = False
    display_name = forms.CharField(
        label=_("Name as shown"),
        max_length=120,
        help_text=_("How others see you, for example in a course or a group."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """As strong as everybody's."""
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, display_name=self.cleaned_data.get("display_name", "")))
        return password
