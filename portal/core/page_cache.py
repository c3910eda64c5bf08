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
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import brotli
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from portal.core.logs import identity_of

KNOWN_QUERY = frozenset({"category", "year", "page", "kind"})
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
_STAMP = "cache-generation"
_REDIS_KEY = "page-cache-generation"
_PLAIN = "identity"
# Headers that a 304 leaves out.
_OF_THE_BODY = frozenset({"content-type", "content-length", "content-encoding"})
_PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"})
_STATUS = {code: f"{code} {HTTPStatus(code).phrase}" for code in (200, 304)}
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

    def answer(self, environ: Mapping[str, Any]) -> tuple[int, dict[str, tuple[str, str]], bytes]:
        """Status, headers and body for this reader: 304 when they have the page already."""
        if_none_match = environ.get("HTTP_IF_NONE_MATCH")
        if if_none_match and _has_already(if_none_match, self.etag):
            return 304, {name: pair for name, pair in self.headers.items() if name not in _OF_THE_BODY}, b""
        return 200, self.headers, self.body


class CachedPages:
    """Around the WSGI application: answers anonymous readers before Django begins with the request."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The stored page, else whatever Django says (and `PageCacheMiddleware` stores)."""
        page = lookup(environ)
        if page is None:
            return self.application(environ, start_response)
        status, headers, body = page.answer(environ)
        start_response(_STATUS[status], [*headers.values(), ("X-Request-ID", identity_of(environ))])
        return [body]


def lookup(environ: Mapping[str, Any]) -> StoredPage | None:
    """What is stored for this request, in the best encoding the reader takes."""
    key = key_of(environ) if is_anonymous_read(environ) else None
    stored = key and cache.get(f"{key}:{_preferred(environ.get('HTTP_ACCEPT_ENCODING', ''))[0]}")
    return StoredPage(*stored) if stored else None


def is_anonymous_read(environ: Mapping[str, Any]) -> bool:
    """Whether this reader gets what everybody gets."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    cookies = environ.get("HTTP_COOKIE")
    return not cookies or not _PERSONAL_COOKIES & parse_cookie(cookies).keys()


def key_of(environ: Mapping[str, Any]) -> str | None:
    """The entry's name, or None when this address is not stored.

    The host is taken as the reader gave it: only answers for hosts that Django allows are ever stored.
    """
    query = environ.get("QUERY_STRING", "")
    if not settings.PAGE_CACHE_SECONDS or len(query) > 100:
        return None
    if query and not KNOWN_QUERY.issuperset(name for name, _value in parse_qsl(query, keep_blank_values=True)):
        return None
    host = (settings.USE_X_FORWARDED_HOST and environ.get("HTTP_X_FORWARDED_HOST")) or environ.get("HTTP_HOST")
    host = host or f"{environ.get('SERVER_NAME')}:{environ.get('SERVER_PORT')}"
    address = f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"
    parts = (generation(), _scheme(environ), host, address, query)
    return "page:" + hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _scheme(environ: Mapping[str, Any]) -> str:
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        if value := environ.get(header):
            return "https" if value.split(",", 1)[0].strip() == secure else "http"
    return environ["wsgi.url_scheme"]


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD requests from the cache, compressed, with an ETag."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The stored page, else the fresh one, stored where it may be."""
        if not is_anonymous_read(request.META):
            return self.get_response(request)
        page = lookup(request.META)
        if page is None:
            key = key_of(request.META)  # before the page is made: what changes meanwhile starts a new generation
            response = self.get_response(request)
            pages = self.store(key, response)
            if not pages:
                return response
            encodings = _preferred(request.META.get("HTTP_ACCEPT_ENCODING", ""))
            page = next(pages[name] for name in encodings if name in pages)
        status, headers, body = page.answer(request.META)
        answer = HttpResponse(body, status=status)
        answer.headers._store = dict(headers)  # type: ignore[attr-defined]
        return answer

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
