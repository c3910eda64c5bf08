from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Private files of people and rooms."""

    name = "portal.files"
    label = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        """Let people read what is their own."""
        from portal.files import personal  # noqa: F401
