"""The test suite: fast hashing, immediate tasks, files in a temporary folder; the page cache is off unless asked."""

import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import database, env
from portal.settings.logs import logging_config

SECRET_KEY = "only-for-tests"  # noqa: S105
CREDENTIAL_KEY = "Zm9yLXRlc3RzLW9ubHktZm9yLXRlc3RzLW9ubHktMzI"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATA_DIR = Path(tempfile.mkdtemp(prefix="ls4vet-test-"))
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
PRIVATE_ROOT = DATA_DIR / "private"
DATABASES = {"default": database("sqlite://:memory:")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because the live server of the browser tests reads it from another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"} for name in ("default", "background")}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_OUTBOX = True
PAGE_CACHE_SECONDS = 0
LOGGING = logging_config(level=env.str("LOG_LEVEL", default="ERROR"), as_json=False)
STAFF_SECOND_STEP = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
