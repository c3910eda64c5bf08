"""Who may read and who may add files of a purpose: each room registers its own rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.files.choices import FileState
from portal.files.models import StoredFile

MayRead = Callable[[Any, StoredFile], bool]
MayAdd = Callable[[Any], bool]


@dataclass(frozen=True)
class Rule:
    """The rights of one purpose. Without `may_add` people cannot upload to it themselves."""

    may_read: MayRead
    may_add: MayAdd
    takes_space: bool


_rules: dict[str, Rule] = {}


def register(
    purpose: str, *, may_read: MayRead, may_add: MayAdd = lambda user: False, takes_space: bool = True
) -> None:
    """Say who may read files of this purpose, and who may upload them. Call it in `AppConfig.ready`.

    `takes_space=False` is for what the site makes itself: it is not limited and not counted in anybody's space.
    """
    _rules[purpose] = Rule(may_read, may_add, takes_space)


def takes_space(purpose: str) -> bool:
    """Whether files of this purpose are limited and counted."""
    rule = _rules.get(purpose)
    return rule is None or rule.takes_space


def uncounted() -> list[str]:
    """The purposes whose files take nobody's space."""
    return [purpose for purpose, rule in _rules.items() if not rule.takes_space]


def may_read(user: Any, file: StoredFile) -> bool:
    """Whether this person may have the file now; a purpose nobody registered is closed."""
    rule = _rules.get(file.purpose)
    return bool(rule and user.is_active and file.state == FileState.READY and rule.may_read(user, file))


def may_add(user: Any, purpose: str) -> bool:
    """Whether this person may upload for this purpose."""
    rule = _rules.get(purpose)
    return bool(rule and user.is_authenticated and user.is_active and rule.may_add(user))
