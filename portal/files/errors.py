"""What can be wrong with a file; each message is for the person who sent it."""

from portal.core.errors import DomainError, InvalidContent


class BadName(InvalidContent):
    """The name cannot be kept."""


class EmptyFile(InvalidContent):
    """Nothing is in the file."""


class TooLarge(InvalidContent):
    """The file is larger than one may be."""


class OverQuota(DomainError):
    """The person's space is used up."""


class Incomplete(InvalidContent):
    """Less or more arrived than was announced."""


class Locked(DomainError):
    """Another connection is writing the same file."""


class WrongOffset(DomainError):
    """The part does not begin where the file ends."""


class WrongChecksum(InvalidContent):
    """What arrived is not what was sent."""
