"""The code on the screen of a session: pure. It changes by itself; whoever is in the room can read it and type it."""

import hmac
import re
from datetime import datetime
from hashlib import sha256

SIGNS = "ACDEFHJKMNPRTWXY3479"
"""No two of them look alike: no B beside 8, no G beside 6, no I, L or 1, no O, Q or 0, no S, U, V or Z."""
LENGTH = 6
SECONDS = 45
"""How long a code is shown."""
GRACE = 20
"""How long it is still taken after that: typing takes a while."""
REMEMBERED = 20
"""How many earlier codes are known as such, so that "too late" can be told from "wrong"."""


def at(secret: str, moment: datetime) -> str:
    """The code that is shown at this moment."""
    return _code(secret, _step(moment))


def seconds_left(moment: datetime) -> int:
    """How long it will be shown; at least one second."""
    return max(1, SECONDS - int(moment.timestamp()) % SECONDS)


def plain(typed: str) -> str:
    """What was typed, without spaces and hyphens, in capitals."""
    return re.sub(r"[\s\-–·.]", "", typed).upper()


def is_right(secret: str, typed: str, moment: datetime) -> bool:
    """Whether this code is shown now, or was a moment ago."""
    step = _step(moment)
    fresh = moment.timestamp() % SECONDS < GRACE
    return _is_one_of(secret, typed, [step, step - 1] if fresh else [step])


def is_late(secret: str, typed: str, moment: datetime) -> bool:
    """Whether this code was shown a while ago."""
    step = _step(moment)
    return _is_one_of(secret, typed, range(step - REMEMBERED, step))


def _is_one_of(secret: str, typed: str, steps: range | list[int]) -> bool:
    given = plain(typed).encode("utf-8", "surrogatepass")
    return any(hmac.compare_digest(_code(secret, step).encode(), given) for step in steps)


def _step(moment: datetime) -> int:
    return int(moment.timestamp()) // SECONDS


def _code(secret: str, step: int) -> str:
    number = int.from_bytes(hmac.new(secret.encode(), str(step).encode(), sha256).digest()[:16])
    signs = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs += SIGNS[rest]
    return signs
