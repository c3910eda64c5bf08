"""Work of the background worker."""

from django_tasks import task

from portal.mail.services import delivery


@task(backend="background")
def deliver(mail_id: int) -> bool:
    """Send one mail."""
    return delivery.deliver(mail_id)
