from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What at least two rooms use."""

    name = "portal.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Connect the checks and the signals that keep cache and search fresh."""
        from portal.core import checks, signals  # noqa: F401
