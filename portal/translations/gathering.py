"""Many strings at once: what follows from each of them is done once, at the end."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_waiting: ContextVar[dict[Hashable, Callable[[], Any]] | None] = ContextVar("desk_waiting", default=None)


def once(name: Hashable, work: Callable[[], Any]) -> Any:
    """Do this now; inside `gathered` at its end, and only once for each name."""
    waiting = _waiting.get()
    if waiting is None:
        return work()
    waiting.setdefault(name, work)
    return None


@contextmanager
def gathered() -> Iterator[None]:
    """Belongs outside the transaction: what waits is done after its commit, also when something went wrong."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[Hashable, Callable[[], Any]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        for work in waiting.values():
            work()
