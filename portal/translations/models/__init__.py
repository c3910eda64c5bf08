"""What the desk keeps."""

from portal.translations.models.catalogue import CatalogueOverride
from portal.translations.models.desk import DeskEntry, DeskItem, DeskWords
from portal.translations.models.glossary import GlossaryTerm
from portal.translations.models.marks import TextComment, TextMark

__all__ = ["CatalogueOverride", "DeskEntry", "DeskItem", "DeskWords", "GlossaryTerm", "TextComment", "TextMark"]
