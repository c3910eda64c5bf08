"""What people do with single strings: put them into words, mark them as read, talk about them."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import audit
from portal.core.errors import DomainError, InvalidContent, NotAllowed
from portal.core.translatables import Text, Thing, registry
from portal.translations import guard, machines
from portal.translations.models import DeskEntry, DeskItem, TextComment, TextMark
from portal.translations.permissions import languages_of, may_see_desk
from portal.translations.services import desk, follow

LONGEST = 20_000


class Conflict(DomainError):
    """Somebody else wrote meanwhile."""


def find(item: DeskItem, language: str, path: str) -> tuple[Thing, Text]:
    """A string as it is now. Raises InvalidContent when it is gone."""
    thing = registry[item.kind].thing(item.key)
    texts = registry[item.kind].texts(thing, language) if thing else []
    text = next((text for text in texts if text.path == path), None)
    if thing is None or text is None:
        raise InvalidContent(_("This string does not exist any more."))
    return thing, text


def refuse_others(user: Any, language: str) -> None:
    """Raise NotAllowed for people who do not write this language."""
    if language not in languages_of(user):
        raise NotAllowed(_("You may read this language, but not change it."))


@transaction.atomic
def save(
    *,
    user: Any,
    item: DeskItem,
    language: str,
    path: str,
    words: str,
    expected: str | None = None,
    machine: bool = False,
) -> bool:
    """Store the words of one string; False when they were there already.

    `expected` is what the person saw: when the string says something else by now, nothing is stored.
    Raises NotAllowed, Conflict, or InvalidContent with what a translation must not lose.
    """
    refuse_others(user, language)
    words = words.replace("\r\n", "\n").strip()
    _one_at_a_time(item, language)
    thing, text = find(item, language, path)
    if expected is not None and text.target not in (expected, words):
        raise Conflict(_("Somebody changed this meanwhile. It says now: “%(text)s”") % {"text": text.target})
    if text.target == words and not _is_to_confirm(item, language, text):
        return False
    _refuse_faults(item, text, language, words)
    kind = registry[item.kind]
    kind.write(thing, language, path, words, user=user, machine=machine)
    follow.settle(item, language, path)
    if machine:
        TextMark.objects.update_or_create(item=item, language=language, path=path[:500], defaults={"machine": True})
    if language == thing.source_language and item.kind == "interface":
        _leave_others_behind(item, language, text, find(item, language, path)[1].source)
    audit.record(actor=user, action="translation.saved", target=item, data={"language": language, "string": path})
    desk.refresh(item.kind, item.key, only=None if language == thing.source_language else [language], user=user)
    return True


def _one_at_a_time(item: DeskItem, language: str) -> None:
    """Two people who save at the same moment follow each other, so that the second hears of the first."""
    list(DeskEntry.objects.select_for_update().filter(item=item, language=language).values_list("pk"))


def _is_to_confirm(item: DeskItem, language: str, text: Text) -> bool:
    """Saving a stale string as it is means: it is still right."""
    return desk.is_stale(text, desk.marks_of(item, language).get(text.path))


def faults(item: DeskItem, text: Text, words: str) -> list[str]:
    """What is wrong with these words, as sentences: what they lost, then what their kind knows."""
    found = list(guard.faults(text.source, words, markup=text.markup))
    thing = registry[item.kind].thing(item.key) if words and not found else None
    return registry[item.kind].faults(thing, text, words) if thing else found


def _refuse_faults(item: DeskItem, text: Text, language: str, words: str) -> None:
    if len(words) > LONGEST:
        raise InvalidContent(_("This is too long."))
    if language == item.source_language and registry[item.kind].original_elsewhere:
        raise NotAllowed(_("The original is changed in its own editor."))
    if found := faults(item, text, words):
        raise InvalidContent(" ".join(found))


def _leave_others_behind(item: DeskItem, language: str, before: Text, now: str) -> None:
    kept = {(code, before.path) for code in desk.languages() if code != language}
    old, new = {before.path: before.source}, {before.path: now}
    follow.labels(item.kind, item.key, source=language, old=old, new=new, kept=kept)


@transaction.atomic
def review(*, user: Any, item: DeskItem, language: str, path: str) -> None:
    """A proofreader has read these words and finds them good; other words need another look."""
    refuse_others(user, language)
    _thing, text = find(item, language, path)
    if not text.target:
        raise InvalidContent(_("There is nothing to review yet."))
    values = {"reviewed": desk.digest(text.target), "reviewed_by": user, "reviewed_at": timezone.now()}
    TextMark.objects.update_or_create(item=item, language=language, path=path[:500], defaults=values)
    audit.record(actor=user, action="translation.reviewed", target=item, data={"language": language, "string": path})
    desk.refresh(item.kind, item.key, only=[language])


@transaction.atomic
def take_review_back(*, user: Any, item: DeskItem, language: str, path: str) -> None:
    """The words need another look."""
    refuse_others(user, language)
    item.marks.filter(language=language, path=path[:500]).update(reviewed="", reviewed_by=None, reviewed_at=None)
    desk.refresh(item.kind, item.key, only=[language])


def comment(*, user: Any, item: DeskItem, language: str, path: str, words: str) -> TextComment:
    """Ask or say something about a string. Everyone on the desk may."""
    if not may_see_desk(user):
        raise NotAllowed(_("Only people of the translation desk may comment."))
    words = words.strip()
    if not words or len(words) > 2000:
        raise InvalidContent(_("Write a comment of up to 2,000 characters."))
    find(item, language, path)
    row, _created = TextComment.objects.get_or_create(  # a button pressed twice says it once
        item=item, language=language, path=path[:500], text=words, author=user, resolved_at=None
    )
    return row


def resolve(*, user: Any, item: DeskItem, comment_id: int) -> None:
    """The question is answered."""
    if not may_see_desk(user):
        raise NotAllowed(_("Only people of the translation desk may comment."))
    item.comments.filter(pk=comment_id, resolved_at=None).update(resolved_at=timezone.now())


@transaction.atomic
def begin(*, user: Any, item: DeskItem, language: str) -> None:
    """Begin the translation of a page."""
    refuse_others(user, language)
    kind = registry[item.kind]
    thing = kind.thing(item.key)
    if thing is None or not hasattr(kind, "begin"):
        raise InvalidContent(_("This text needs no beginning: just write."))
    kind.begin(thing, language, user=user)
    audit.record(actor=user, action="translation.begun", target=item, data={"language": language})
    desk.refresh(item.kind, item.key, only=[language], user=user)


@transaction.atomic
def translate_by_machine(*, user: Any, item: DeskItem, language: str) -> tuple[int, int]:
    """Let the machine write what is open, marked as unreviewed; how many it wrote, and how many were no good."""
    refuse_others(user, language)
    open_ = [text for text in desk.iter_texts(item, language) if not text.target]
    good = bad = 0
    for path, words in machines.translate(open_, source=item.source_language, target=language).items():
        try:
            good += save(user=user, item=item, language=language, path=path, words=words, expected="", machine=True)
        except (InvalidContent, Conflict):
            bad += 1
    return good, bad


@transaction.atomic
def publish(*, user: Any, item: DeskItem, language: str) -> None:
    """Give readers what is stored."""
    refuse_others(user, language)
    thing = registry[item.kind].thing(item.key)
    if thing is None:
        raise InvalidContent(_("This text is not public any more."))
    if registry[item.kind].publish(thing, language, user=user):
        audit.record(actor=user, action="translation.published", target=item, data={"language": language})
        desk.refresh(item.kind, item.key, only=[language], user=user)
