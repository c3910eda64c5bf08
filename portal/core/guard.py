"""Forms that anybody may send, without third parties, cookies or puzzles.

They use no CSRF cookie: a reader who writes to us stays anonymous for the page cache. In its place stand a signed time
stamp of the form, the browser's word where the form came from, a field that only programs fill in, and a limit for
each network address, of which only a keyed hash is kept, for an hour.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

AT_LEAST, AT_MOST = timedelta(seconds=2), timedelta(hours=24)
_SALT = "portal.core.guard"


class BadStamp(Exception):
    """The stamp is missing, forged or made for another form."""


class TooOld(BadStamp):
    """The form was opened too long ago."""


class TooFast(BadStamp):
    """Nobody fills in a form so quickly."""


def make_stamp(purpose: str, now: datetime | None = None) -> str:
    """A stamp for one form, shown now."""
    moment = (now or timezone.now()).timestamp()
    return signing.dumps([secrets.token_hex(8), moment], salt=f"{_SALT}.{purpose}")


def read_stamp(stamp: str, purpose: str, now: datetime | None = None) -> str:
    """The stamp's own number, which no other has. Raises TooFast, TooOld or BadStamp."""
    try:
        number, moment = signing.loads(stamp, salt=f"{_SALT}.{purpose}")
    except signing.BadSignature as error:
        raise BadStamp from error
    age = (now or timezone.now()).timestamp() - moment
    if age > AT_MOST.total_seconds():
        raise TooOld
    if age < AT_LEAST.total_seconds():
        raise TooFast
    return str(number)


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on this site; programs that say nothing are let through."""
    origin = request.headers.get("Origin")
    if origin:
        return origin in {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def visitor(request: HttpRequest) -> str:
    """A name for the network address behind a request that cannot be turned back."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:  # the last entry is the one our own proxy has added
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    return salted_hmac(_SALT, address).hexdigest()[:32]


def is_within_limit(request: HttpRequest, purpose: str, *, times: int, seconds: int = 3600) -> bool:
    """Count one use by this visitor; False once there were more than `times` of them."""
    key = f"guard:{purpose}:{visitor(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= times
    except ValueError:  # it ran out between the two lines
        return True
