from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """The public site and the composition root."""

    name = "portal"
    label = "portal"
    verbose_name = "Public site"

    def ready(self) -> None:
        """Connect the signals that keep search and cache fresh, and set up a fresh installation."""
        from portal import mail_examples, signals  # noqa: F401
        from portal.accounts import personal_data
        from portal.services import registration_data

        mail_examples.register()
        personal_data.register(
            "events", export=registration_data.registrations_of, erase=registration_data.erase_registrations
        )
        personal_data.register("messages", export=registration_data.messages_of, erase=registration_data.erase_messages)
        personal_data.register(
            "news", export=registration_data.subscription_of, erase=registration_data.erase_subscription
        )

        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(set_up, sender=last, dispatch_uid="portal-set-up")


def set_up(using: str, **_: Any) -> None:
    """Make locales, groups and the workflow once the last app is migrated and all permissions exist."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from portal.services import setup

    executor = MigrationExecutor(connections[using])
    if using == "default" and not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        setup.ensure()
