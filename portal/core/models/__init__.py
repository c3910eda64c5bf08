"""Records of the foundation: audit log, pictures, documents, ideas, project settings, funding texts, search index."""

from portal.core.models.audit import AppendOnly, AuditEntry
from portal.core.models.funding import FundingText
from portal.core.models.idea import BigIdea
from portal.core.models.media import PortalDocument, PortalImage, PortalRendition
from portal.core.models.page import BasePage
from portal.core.models.search import SearchDocument
from portal.core.models.seeds import SeedRecord
from portal.core.models.settings import ProjectSettings

__all__ = [
    "AppendOnly",
    "AuditEntry",
    "BasePage",
    "BigIdea",
    "FundingText",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "ProjectSettings",
    "SearchDocument",
    "SeedRecord",
]
