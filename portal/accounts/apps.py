from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and the organisations they work for."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
