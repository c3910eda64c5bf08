"""Errors of the domain: raised by services, shown to people by views."""


class DomainError(Exception):
    """Something a person may not or cannot do. The message is translated and says what to do instead."""


class NotAllowed(DomainError):
    """The acting person lacks the right; the message says why."""


class InvalidContent(DomainError):
    """Content that cannot be stored as it is; the message names the place."""
