"""Mail in the reader's language: what every room calls, and what it may say about its mails.

The words are `templates/emails/<template>.txt` and `.html`. `portal.mail` stores and sends them; it stands above this
package and takes over when it is loaded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.core import mail_kinds

if TYPE_CHECKING:
    from portal.accounts.models import User

Attachment = tuple[str, bytes, str]
"""File name, content, media type."""


@dataclass(frozen=True)
class Letter:
    """One mail as a room asks for it."""

    template: str
    to: "User | str"
    language: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


_post_office: list[Callable[[Letter], Any]] = []
_examples: dict[str, Callable[[], dict[str, Any]]] = {}


def send(
    template: str,
    *,
    to: "User | str",
    language: str = "",
    context: Mapping[str, Any],
    kind: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> Any:
    """Queue a mail; it leaves once the current transaction is committed, and never if that rolls back.

    `language` is the person's own, else the current one, unless given. With a `kind` (see `mail_kinds`) the mail is
    left out for a person who has switched that kind off, and carries a link to switch it off; "" is always sent.
    Returns the queued mail, None when it is not wanted. Raises KeyError for a kind that nobody registered.
    """
    if kind:
        mail_kinds.get(kind)
    return _post_office[0](Letter(template, to, language, context, kind, headers or {}, attachments))


def carried_by(post: Callable[[Letter], Any]) -> None:
    """Name who stores and sends letters: `portal.mail`, when it is loaded."""
    _post_office[:] = [post]


def register_example(template: str, build: Callable[[], dict[str, Any]]) -> None:
    """Show this mail in the style guide with the context that `build` gives, in the active language."""
    _examples[template] = build


def examples() -> dict[str, Callable[[], dict[str, Any]]]:
    """Every mail with the maker of its example, by template name."""
    return dict(sorted(_examples.items()))
