"""What the desk knows by itself: pages, labels of plain records, strings of the interface."""

from portal.translations.kinds.interface import InterfaceKind
from portal.translations.kinds.labels import LabelKind
from portal.translations.kinds.pages import PageKind

__all__ = ["InterfaceKind", "LabelKind", "PageKind"]
