from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """People and the organisations they work for."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default = True


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users, with forms that know our User."""

    user_viewset = "portal.people.admin.users.OurPeopleViewSet"
