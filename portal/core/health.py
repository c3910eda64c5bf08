"""Answers for machines: is the process alive, and can it do its work?"""

from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Database and cache answer too; 503 names what does not."""
    failures = {name: str(error) for name, check in _CHECKS.items() if (error := check())}
    body = {"status": "ok"} if not failures else {"status": "failing", "parts": sorted(failures)}
    return JsonResponse(body, status=503 if failures else 200)


def _database() -> Exception | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return error
    return None


def _cache() -> Exception | None:
    try:
        cache.set("health", "ok", 5)
        return None if cache.get("health") == "ok" else RuntimeError("the cache forgets")
    except Exception as error:  # any client library error means: not ready
        return error


_CHECKS = {"database": _database, "cache": _cache}
