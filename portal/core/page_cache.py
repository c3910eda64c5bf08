"""Whole pages for anonymous readers, fresh at once after a change.

Each answer is stored under a *generation*. Publishing, unpublishing, moving, or changing any watched record starts a
new generation, so no old page can be served again; old entries age out. Visitors with a session, and requests with
queries we do not know, pass by. Runner-up: wagtail-cache (does not support Wagtail 8, docs/decisions/0005).
"""

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import brotli
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

KNOWN_QUERY = frozenset({"category", "year", "page", "kind"})
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
_STAMP = "cache-generation"
_REDIS_KEY = "page-cache-generation"
_PLAIN = "identity"
# Headers that a 304 leaves out.
_OF_THE_BODY = frozenset({"content-type", "content-length", "content-encoding"})
_REFUSED = re.compile(r"q=0(\.0*)?")


def generation() -> str:
    """The current generation: a file's identity on one machine, a Redis key where several share the work."""
    if settings.REDIS_URL:
        return cache.get_or_set(_REDIS_KEY, _new_token, None) or "0"
    try:
        status = os.stat(os.path.join(settings.DATA_DIR, _STAMP))
    except OSError:
        return "0"
    return f"{status.st_mtime_ns}-{status.st_ino}"


def invalidate() -> None:
    """Start a new generation once the current transaction is committed."""
    transaction.on_commit(_start_generation)


def watch(models_to_watch: Iterable[type[models.Model]]) -> None:
    """Start a new generation whenever one of these records is saved or deleted."""
    for model in models_to_watch:
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"page-cache-{model._meta.label}")


def per_generation(key: str, build: Callable[[], Any]) -> Any:
    """A value that only changes with the generation (menus, settings), built at most once in each.

    Several readers may build it at the same time; what `build` raises is not kept. The key may be of any length.
    """
    full_key = "generation:" + hashlib.sha256(f"{generation()}:{key}".encode()).hexdigest()
    value = cache.get(full_key)
    if value is None:
        value = build()
        cache.set(full_key, value, 3600)
    return value


def _on_change(**_: Any) -> None:
    invalidate()


def _new_token() -> str:
    return os.urandom(8).hex()


def _start_generation() -> None:
    if settings.REDIS_URL:
        cache.set(_REDIS_KEY, _new_token(), None)
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=settings.DATA_DIR, prefix=".generation-")
    os.close(descriptor)
    os.replace(name, settings.DATA_DIR / _STAMP)


def _has_already(if_none_match: str, etag: str) -> bool:
    """Whether one of the reader's ETags is this one; a weak one is as good (RFC 9110, 13.1.2)."""
    given = {known.removeprefix("W/") for known in parse_etags(if_none_match)}
    return bool(given & {etag, "*"})


@lru_cache(maxsize=256)
def _preferred(accept_encoding: str) -> tuple[str, ...]:
    """The encodings this reader takes, best first: those named in `Accept-Encoding` and not refused by `q=0`."""
    named = (item.partition(";") for item in accept_encoding.lower().replace(" ", "").split(","))
    accepted = {name for name, _semicolon, weight in named if not _REFUSED.fullmatch(weight)}
    return (*(name for name in ("br", "gzip") if name in accepted), _PLAIN)


class StoredPage(NamedTuple):
    """A page in one encoding. `headers` are kept as Django keeps them, so that they need not be checked again."""

    headers: dict[str, tuple[str, str]]
    etag: str
    body: bytes

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer to this reader: 304 when they have the page already."""
        if_none_match = request.META.get("HTTP_IF_NONE_MATCH")
        if if_none_match and _has_already(if_none_match, self.etag):
            response = HttpResponse(status=304)
            kept = {name: pair for name, pair in self.headers.items() if name not in _OF_THE_BODY}
            response.headers._store = kept  # type: ignore[attr-defined]
        else:
            response = HttpResponse(self.body)
            response.headers._store = dict(self.headers)  # type: ignore[attr-defined]
        return response


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD requests from the cache, compressed, with an ETag."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.personal_cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The stored page, else the fresh one, stored where it may be."""
        if not self.is_anonymous_read(request):
            return self.get_response(request)
        encodings = _preferred(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        key = self.key(request)
        stored = cache.get(f"{key}:{encodings[0]}") if key else None
        if stored is None:
            response = self.get_response(request)
            pages = self.store(key, response)
            if not pages:
                return response
            stored = next(pages[name] for name in encodings if name in pages)
        return StoredPage(*stored).response(request)

    def is_anonymous_read(self, request: HttpRequest) -> bool:
        """Whether this reader gets what everybody gets."""
        if request.method not in ("GET", "HEAD"):
            return False
        return not request.META.get("HTTP_COOKIE") or not any(name in request.COOKIES for name in self.personal_cookies)

    def key(self, request: HttpRequest) -> str | None:
        """The entry's name, or None when this address is not stored. Raises DisallowedHost for a forged host."""
        query = request.META.get("QUERY_STRING", "")
        if not settings.PAGE_CACHE_SECONDS or len(query) > 100 or (query and not KNOWN_QUERY.issuperset(request.GET)):
            return None
        parts = (generation(), request.scheme or "", request.get_host(), request.path, query)
        return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def store(self, key: str | None, response: HttpResponseBase) -> dict[str, StoredPage]:
        """Keep a public page in each encoding; nothing when this answer is not for everybody."""
        if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
            return {}
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE) or response.has_header("Content-Encoding"):
            return {}
        if any(word in response.get("Cache-Control", "") for word in ("private", "no-store")):
            return {}
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        response.headers.setdefault("Cache-Control", "public, no-cache")
        bodies = {_PLAIN: response.content, "gzip": gzip.compress(response.content, 6, mtime=0)}
        if key:
            bodies["br"] = brotli.compress(response.content, quality=7)
        pages = self.pages(response, bodies)
        if key:
            entries = {f"{key}:{encoding}": tuple(page) for encoding, page in pages.items()}
            cache.set_many(entries, settings.PAGE_CACHE_SECONDS)
        return pages

    def pages(self, response: HttpResponse, bodies: dict[str, bytes]) -> dict[str, StoredPage]:
        """The page in each encoding, all with one ETag."""
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        pages = {}
        for encoding, body in bodies.items():
            response.headers["ETag"] = etag
            response.headers["Content-Length"] = str(len(body))
            if encoding != _PLAIN:
                response.headers["Content-Encoding"] = encoding
            headers = {name.lower(): (name, value) for name, value in response.items()}
            pages[encoding] = StoredPage(headers, etag, body)
        return pages
