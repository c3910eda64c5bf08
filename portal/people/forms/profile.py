"""What people say about themselves."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.core import mail_kinds

OURS = ("Europe/Amsterdam", "Europe/Budapest", "Europe/Malta", "Europe/Vienna")


@cache
def zones() -> list[tuple[str, str]]:
    """The zones of our countries first, then the world by name."""
    world = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    names = [*OURS, *(name for name in world if name not in OURS), "UTC"]
    return [("", _("The site’s own (%(zone)s)") % {"zone": settings.TIME_ZONE})] + [
        (name, name.replace("_", " ")) for name in names
    ]


class ProfileForm(forms.Form):
    """Name, language, time zone, and which mails are wanted."""

    use_required_attribute = False
    display_name = forms.CharField(
        label=_("Name as shown"),
        max_length=120,
        help_text=_("How others see you, for example in a course or a group."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of these pages and of the mails you get.")
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Times of sessions and dates are shown in it.")
    )
    mails = forms.MultipleChoiceField(
        label=_("Mails you want"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mails about signing in and about what you ask for always come."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **{**kwargs, "initial": self._now(person)})
        self.fields["timezone"].choices = zones()  # type: ignore[attr-defined]
        kinds = mail_kinds.choices()
        self.fields["mails"].choices = kinds  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["mails"]

    def values(self) -> dict[str, Any]:
        """What the service stores; kinds that are not offered stay as they are."""
        values = {name: self.cleaned_data[name] for name in ("display_name", "language", "timezone")}
        if "mails" in self.fields:
            offered = {key for key, _label in mail_kinds.choices()}
            others = [key for key in self.person.mail_off if key not in offered]
            values["mail_off"] = sorted(others + list(offered - set(self.cleaned_data["mails"])))
        return values

    @staticmethod
    def _now(person: User) -> dict[str, Any]:
        wanted = [key for key, _label in mail_kinds.choices() if key not in person.mail_off]
        return {
            "display_name": person.display_name or person.get_full_name(),
            "language": person.language or settings.LANGUAGE_CODE,
            "timezone": person.timezone,
            "mails": wanted,
        }


class DeletionForm(forms.Form):
    """The last question before the end."""

    keep_name = forms.BooleanField(
        label=_("My name may stay on work that I shared"),
        required=False,
        help_text=_("Otherwise it says “Former member” there."),
    )
