"""People and organisations: the bottom of the house, imported by every other room."""

from portal.accounts.models.membership import Membership
from portal.accounts.models.organisation import Organisation, OrganisationPerson
from portal.accounts.models.user import User

__all__ = ["Membership", "Organisation", "OrganisationPerson", "User"]
