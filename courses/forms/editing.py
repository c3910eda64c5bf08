"""The form of an activity, made from the semantics of its libraries. What is typed is never lost."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.h5p.limits import MB, Limits
from courses.h5p.semantics import Leaf
from courses.integrations import h5p_text
from courses.integrations.h5p_outline import Entry, Group, Outline, outline
from courses.models import H5PActivity
from courses.services.h5p_editing import ENDINGS, NewFile, checked, copy_of
from portal.core.errors import DomainError

TEXT, WAS, FILE = "t:", "w:", "f:"
LINE = 70
"""Texts longer than that get more than one line."""


class Field:
    """One entry with what stands in its field, and what is wrong with it."""

    def __init__(self, entry: Entry, number: int) -> None:
        leaf = entry.leaf
        self.entry, self.label, self.id = entry, entry.label, f"field-{number}"
        self.error = ""
        self.kind = leaf.field.type
        self.source = self.kind == "text" and h5p_text.is_source(leaf.value, leaf.field)
        self.current = h5p_text.shown(leaf.value, leaf.field) if self.kind == "text" else ""
        self.value, self.was = self.current, h5p_text.digest(self.current)
        self.name = f"{FILE if entry.is_media else TEXT}{entry.path}"
        self.was_name = f"{WAS}{entry.path}"
        self.stored: str | None = None
        self.file: NewFile | None = None

    @property
    def leaf(self) -> Leaf:
        """Where it stands in the content."""
        return self.entry.leaf

    @property
    def lines(self) -> int:
        """How high the field is; 1 is a field of one line."""
        block = self.source or self.leaf.field.tags is not None or self.leaf.field.raw.get("widget") == "textarea"
        lines = sum(1 + len(line) // LINE for line in self.value.split("\n"))
        return max(min(lines, 12), 2 if block else 1)

    @property
    def hint(self) -> str:
        """What the description says of it, and what to keep."""
        words = [self.entry.description] if self.entry.description else []
        if self.source:
            words.append(_("This text has formatting: keep the tags in angle brackets, such as <strong>…</strong>."))
        if self.entry.gaps:
            words.append(_("Words between asterisks are the gaps: *word*."))
        if self.entry.placeholders:
            words.append(_("Keep %(placeholders)s: a number or a word is put there.") % {"placeholders": self._kept()})
        if self.entry.others:
            count = len(self.entry.others) + 1
            words.append(
                ngettext("Stands in %(count)s place.", "Stands in %(count)s places.", count) % {"count": count}
            )
        return " ".join(words)

    @property
    def accept(self) -> str:
        """The endings a file may have."""
        return ",".join(f".{ending}" for ending in ENDINGS.get(self.kind, ()))

    @property
    def file_path(self) -> str:
        """The file that stands there now: a path in the content, or an address."""
        value = self.leaf.value[0] if isinstance(self.leaf.value, list) else self.leaf.value
        return str(value.get("path", "")) if isinstance(value, dict) else ""

    @property
    def is_address(self) -> bool:
        """Whether it lies on another site."""
        return self.file_path.startswith(("http://", "https://"))

    @property
    def described_by(self) -> str:
        """The ids of what is said about the field."""
        parts = {"hint": self.hint, "error": self.error, "now": self.entry.is_media, "limit": self.entry.is_media}
        return " ".join(f"{self.id}-{part}" for part, there in parts.items() if there)

    def take(self, typed: str, was: str) -> None:
        """Look at what was typed. What nobody touched stays as it is, also when somebody else changed it."""
        typed = h5p_text.normal(typed)
        if h5p_text.digest(typed) == was:
            return
        self.value = typed
        if h5p_text.digest(typed) == self.was:
            return
        self.error = self._problem(typed)
        if not self.error and was != self.was:
            self.error = _("Somebody changed this meanwhile to “%(text)s”. Yours is still here; save to use it.") % {
                "text": self.current
            }
        if not self.error:
            self.stored = h5p_text.stored(typed, self.leaf.value, self.leaf.field)

    def _problem(self, typed: str) -> str:
        longest, optional = self.leaf.field.number("maxLength"), self.leaf.field.flag("optional")
        if not typed and not optional:
            return _("Write something here.")
        if longest is not None and len(typed) > longest > 0:
            return _("At most %(limit)s characters; these are %(length)s.") % {
                "limit": int(longest),
                "length": len(typed),
            }
        if self.source and (tags := h5p_text.forbidden(typed, self.leaf.field)):
            return _("These tags may not stand here: %(tags)s") % {"tags": ", ".join(f"<{tag}>" for tag in tags)}
        if any(word not in typed for word in self.entry.placeholders):
            return _("Keep %(placeholders)s: a number or a word is put there.") % {"placeholders": self._kept()}
        if self.entry.gaps and (typed.count("*") % 2 or "*" not in typed):
            return _("Asterisks stand in pairs around each gap: *word*. One is missing.")
        return ""

    def _kept(self) -> str:
        return ", ".join(self.entry.placeholders)

    def take_file(self, upload: Any) -> None:
        """Look at a new file."""
        try:
            self.file = checked(upload, upload.name, self.kind, upload.size)
        except DomainError as refusal:
            self.error = str(refusal)


@dataclass
class Section:
    """A group as the page shows it."""

    label: str
    children: list[Any]
    """Fields and sections."""

    @property
    def has_error(self) -> bool:
        """Whether it has to be open."""
        return any(child.has_error if isinstance(child, Section) else child.error for child in self.children)

    @property
    def excerpt(self) -> str:
        """The first words inside, so that one finds it again while it is closed."""
        inside = (child.excerpt if isinstance(child, Section) else child.current for child in self.children)
        return next((text for text in inside if text), "")

    @property
    def is_section(self) -> bool:
        """For templates."""
        return True


class EditForm:
    """All fields of an activity."""

    def __init__(self, activity: H5PActivity, data: Any = None, files: Any = None) -> None:
        found: Outline = outline(copy_of(activity), activity.language, get_language() or "en")
        self.fields: list[Field] = []
        self.content, self.interface = self._section(found.content), self._section(found.interface)
        self.lost: list[str] = []
        """What was typed for places that are no longer there."""
        self.largest = f"{Limits(**settings.H5P_LIMITS).entry // MB} MB"
        if data is not None:
            self._take(data, files or {})

    def _section(self, group: Group) -> Section:
        children = [self._section(one) if isinstance(one, Group) else self._field(one) for one in group.children]
        return Section(group.label, children)

    def _field(self, entry: Entry) -> Field:
        self.fields.append(Field(entry, len(self.fields)))
        return self.fields[-1]

    def _take(self, data: Any, files: Any) -> None:
        for field in self.fields:
            if field.name in files:
                field.take_file(files[field.name])
            elif field.name in data:
                field.take(data[field.name], data.get(field.was_name, field.was))
        known = {field.name for field in self.fields}
        for name in data:
            path = name.removeprefix(TEXT)
            if name.startswith(TEXT) and name not in known:
                typed = h5p_text.normal(data[name])
                self.lost += [typed] if h5p_text.digest(typed) != data.get(f"{WAS}{path}") else []

    @property
    def errors(self) -> list[Field]:
        """The fields that need another look."""
        return [field for field in self.fields if field.error]

    @property
    def ok(self) -> bool:
        """Whether everything can be stored."""
        return not self.errors and not self.lost

    def texts(self) -> dict[str, str]:
        """What is to be stored, by path."""
        changed = [field for field in self.fields if field.stored is not None]
        return {leaf.path: str(one.stored) for one in changed for leaf in (one.leaf, *one.entry.others)}

    def media(self) -> dict[str, NewFile]:
        """The new files by path."""
        return {field.leaf.path: field.file for field in self.fields if field.file}
