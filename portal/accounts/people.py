"""Settings, Users: people are known by their email address and the name they want to be shown."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from portal.accounts.models import User


class OptionalNames(forms.Form):
    """First and last name need not be given: the name as shown is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = False
        self.fields["email"].label = _("Email address")
        self.fields["email"].help_text = _("With this address the person signs in.")
        self.fields["display_name"].required = True

    error_messages = {
        **UserCreationForm.error_messages,
        "duplicate_username": _("Someone with this email address has an account already."),
    }


class PersonCreationForm(OptionalNames, UserCreationForm):
    """A new account."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = {*UserCreationForm.Meta.fields, "display_name"}


class PersonEditForm(OptionalNames, UserEditForm):
    """An account that exists."""

    class Meta(UserEditForm.Meta):
        model = User
        fields = {*UserEditForm.Meta.fields, "display_name"}


class PeopleIndexView(IndexView):
    """The list, searched by address and by the name as shown; deleted accounts are not in it."""

    def get_base_queryset(self) -> Any:
        """People, not what is left of accounts."""
        return super().get_base_queryset().filter(erased_at=None)

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's columns, with the login called what it is."""
        columns = super().columns
        for column in columns:
            if column.name == User.USERNAME_FIELD:
                column.label = _("Email address")
        return columns

    @cached_property
    def search_fields(self) -> set[str]:
        """Where the search field looks."""
        return {"email", "display_name", "first_name", "last_name"}


class PeopleViewSet(UserViewSet):
    """Wagtail's users with our forms."""

    index_view_class = PeopleIndexView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form with the name as shown."""
        return PersonEditForm if for_update else PersonCreationForm
