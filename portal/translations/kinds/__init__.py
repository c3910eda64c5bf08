"""What the desk knows by itself: pages, translatable records, labels of plain records, strings of the interface."""

from portal.translations.kinds.interface import InterfaceKind
from portal.translations.kinds.labels import LabelKind
from portal.translations.kinds.pages import PageKind
from portal.translations.kinds.records import RecordKind

__all__ = ["InterfaceKind", "LabelKind", "PageKind", "RecordKind"]
