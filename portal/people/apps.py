from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Signing in, profile, data and invitations."""

    name = "portal.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Follow what allauth does; show our mails in the style guide."""
        from portal.people import letters, signals

        signals.connect()
        letters.register_examples()
