"""Why an invitation does not open: the page says it in the reader's language."""

from portal.core.errors import DomainError


class InvitationGone(DomainError):
    """A link that once was good: used, withdrawn or too old."""


class InvitationUnknown(DomainError):
    """A link that never was good, or a part of one."""


class NotForYou(DomainError):
    """Somebody else's invitation."""
