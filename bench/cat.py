"""The yardstick for uploads: a Django view without middleware that writes what comes to disk and does nothing else.

Served by the same server as the site: `bench.cat:application`, into the file BENCH_TARGET names.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def view(request: HttpRequest) -> HttpResponse:
    """Write, make sure it is on the disk, take it away again."""
    target = Path(os.environ["BENCH_TARGET"])
    with target.open("wb", buffering=0) as file:
        while chunk := request.read(256 * 1024):
            file.write(chunk)
        os.fdatasync(file.fileno())
    target.unlink()
    return HttpResponse("ok")


urlpatterns = [path("", view)]


def _application() -> WSGIHandler:
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["localhost", "127.0.0.1"], ROOT_URLCONF=__name__, USE_I18N=False)
    django.setup(set_prefix=False)
    return WSGIHandler()


application = _application()
