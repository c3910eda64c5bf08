"""What people ask for and are asked: their data, the end of their account, invitations."""

from portal.people.models.data import AccountDeletion, DataExport
from portal.people.models.invitation import Invitation

__all__ = ["AccountDeletion", "DataExport", "Invitation"]
