"""Mails on their way, and addresses that take none."""

from portal.mail.models.outgoing import MailAttachment, OutgoingMail
from portal.mail.models.suppression import Suppression

__all__ = ["MailAttachment", "OutgoingMail", "Suppression"]
