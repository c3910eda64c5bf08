"""What other rooms add to the demo: a room registers a loader, and `loaddemo` calls it after its own content."""

from collections.abc import Callable

Load = Callable[[bool], int]
"""`load(update)`: stores what is missing, and with `update` renews what nobody has changed; returns how many things."""
_parts: dict[str, Load] = {}


def register(name: str, load: Load) -> None:
    """Call it in `AppConfig.ready`. `name` is what the progress says. Loading twice must change nothing."""
    _parts[name] = load


def parts() -> list[tuple[str, Load]]:
    """All of them, in the order in which they were registered."""
    return list(_parts.items())
