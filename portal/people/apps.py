from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Signing in, profile, data and invitations."""

    name = "portal.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Follow what allauth does; show our mails in the style guide."""
        from portal.files import access
        from portal.people import letters, own_data, signals
        from portal.people.services import export

        signals.connect()
        own_data.register()
        letters.register_examples()
        access.register(export.PURPOSE, may_read=export.may_read, takes_space=False)
