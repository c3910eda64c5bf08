from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site and the composition root."""

    name = "portal"
    label = "portal"
    verbose_name = "Public site"

    def ready(self) -> None:
        """Connect the signals that keep search and cache fresh."""
        from portal import signals  # noqa: F401
