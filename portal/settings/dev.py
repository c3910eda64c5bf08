"""A developer's machine: debug pages, unhashed static files, readable logs, autoreload."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATA_DIR, env
from portal.settings.logs import logging_config
from portal.settings.secret import local_credential_key

DEBUG = True
SECRET_KEY = "only-for-development"  # noqa: S105
CREDENTIAL_KEY = env.str("CREDENTIAL_KEY", default="") or local_credential_key(DATA_DIR)  # the demo's data, its key
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0)
TASKS = {name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"} for name in ("default", "background")}
LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"), as_json=False)
MAIL_OUTBOX = True
STAFF_SECOND_STEP = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
