"""What allauth builds its sign-up forms on; apart, because allauth reads it while its own forms are loaded."""

from typing import Any

from django import forms


class SignupName(forms.Form):
    """The name as shown; `SignupForm` has the words."""

    display_name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: Any, user: Any) -> None:
        """allauth asks for it; the adapter stores the name."""
