"""A form that anybody may send; what was typed comes back whatever was wrong."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import guard


class GuardedForm(forms.Form):
    """Adds a stamp and a trap. `status` is the right one for an answer that shows the errors."""

    purpose: ClassVar[str] = ""
    times_an_hour: ClassVar[int] = 10

    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: HttpRequest, **options: Any) -> None:
        super().__init__(data.copy() if data is not None else None, use_required_attribute=False, **options)
        self.request = request
        self.number = ""
        self.status = 422
        self.fields["stamp"].initial = guard.make_stamp(self.purpose)

    def clean(self) -> dict[str, Any]:
        """Refuse what no reader of ours would send, and say so: a person may be behind it."""
        cleaned = super().clean() or {}
        self._read_stamp(cleaned.get("stamp", ""))
        if cleaned.get("website"):
            self.add_error("website", _("Leave this field empty: it is there to catch programs."))
        if not guard.is_from_here(self.request):
            self.add_error(None, _("The form was sent from another site. Please send it again from here."))
        if not self.errors and not guard.is_within_limit(self.request, self.purpose, times=self.times_an_hour):
            self.status = 429
            message = _("Many forms have come from your network. Wait an hour and send it again; your text stays here.")
            self.add_error(None, message)
        return cleaned

    def _read_stamp(self, stamp: str) -> None:
        try:
            self.number = guard.read_stamp(stamp, self.purpose)
            return
        except guard.TooFast:
            self.add_error(None, _("That was very quick. Please look at it once more and send it again."))
            return
        except guard.TooOld:
            message = _("The form was open for more than a day. Nothing is lost: please send it again.")
        except guard.BadStamp:
            message = _("The form had to be renewed. Nothing is lost: please send it again.")
        self.add_error(None, message)
        self.data = {**self.data.dict(), "stamp": guard.make_stamp(self.purpose)}  # type: ignore[attr-defined]


def refuse_links(text: str, *, at_most: int) -> None:
    """Raise ValidationError for text that only advertises: many links, or markup of forums."""
    lowered = text.lower()
    if any(sign in lowered for sign in ("[url", "<a ", "</a>", "[link=")):
        raise forms.ValidationError(_("Write without markup: addresses may stand in the text as they are."))
    if lowered.count("http://") + lowered.count("https://") > at_most:
        raise forms.ValidationError(_("There are too many links in the text. Leave out some of them."))


def refuse_control_characters(text: str) -> str:
    """The text without line breaks and doubled spaces. Raises ValidationError for invisible signs that mislead."""
    plain = " ".join(text.split())
    if any(not sign.isprintable() for sign in plain):
        raise forms.ValidationError(_("There are invisible characters in it. Please type it anew."))
    return plain
