from django.apps import AppConfig


class MailConfig(AppConfig):
    """The post office: queue, delivery, bounces, test inbox."""

    name = "portal.mail"
    label = "mail"
    verbose_name = "Mail"

    def ready(self) -> None:
        """Take over what rooms send with `portal.core.mail.send`."""
        from portal.accounts import personal_data
        from portal.core import mail
        from portal.mail import checks  # noqa: F401
        from portal.mail.services import personal
        from portal.mail.services.queue import post

        mail.carried_by(post)
        mail.register_example("test", dict)
        personal_data.register("mail", export=personal.mails_of, erase=personal.erase_mails)
