"""The yardstick: a Django view that returns bytes it already holds, with no middleware at all.

Served by the same server as the site: `bench.bare:application`, with the bytes in the file BENCH_BODY names.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes() if "BENCH_BODY" in os.environ else b""


def view(_request: HttpRequest) -> HttpResponse:
    """The bytes."""
    return HttpResponse(BODY, headers={"Content-Encoding": "br", "Content-Length": str(len(BODY))})


urlpatterns = [path("", view)]


def _application() -> WSGIHandler:
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, USE_I18N=False)
    django.setup(set_prefix=False)
    return WSGIHandler()


application = _application()
