"""What every environment shares. Everything an operator may change is read from the environment here."""

from contextlib import suppress
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
"""Everything that is written: database, media, collected static files, the cache stamp."""
with suppress(OSError):  # a read-only place is reported by whoever needs it first
    DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "portal.accounts",
    "portal.core",
    "portal.files",
    "portal.translations",
    "portal.mail",
    "portal.people",
    "courses",
    "portal",
    "modeltranslation",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.apps.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "portal.core.middleware.RequestIdMiddleware",
    "portal.core.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.people.middleware.PrivatePagesMiddleware",
    "portal.people.middleware.SecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.core.middleware.SecurityPolicyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: SQLite by default, PostgreSQL by DATABASE_URL -------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
    ),
}


def database(default_url: str) -> dict:
    """One `DATABASES` entry from `DATABASE_URL`; SQLite gets WAL and the pragmas it needs under load."""
    config = dict(env.db_url("DATABASE_URL", default=default_url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    else:
        config.setdefault("CONN_HEALTH_CHECKS", True)
    config.setdefault("CONN_MAX_AGE", 60)  # opening SQLite with its pragmas costs as much as five queries
    return config


DATABASES = {"default": database(f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}

# --- Cache: in this process by default, Redis by REDIS_URL -----------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "default",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    )
}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=600)

# --- Tasks: short ones (Wagtail's search index) at once, ours on a queue for `manage.py db_worker` -------
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# --- Languages ----------------------------------------------------------------------------------------
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("hu", _("Hungarian")),
    ("de", _("German")),
    ("nl", _("Dutch")),
]
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Budapest"
LOCALE_PATHS = [BASE_DIR / "locale"]
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Machine translation sends texts to another host, so nothing is set by default.
DEEPL_AUTH_KEY, LIBRETRANSLATE_URL = env.str("DEEPL_AUTH_KEY", default=""), env.str("LIBRETRANSLATE_URL", default="")
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
if DEEPL_AUTH_KEY:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "portal.translations.machines.DeepL",
        "OPTIONS": {"AUTH_KEY": DEEPL_AUTH_KEY, "URL": env.str("DEEPL_URL", default="")},
    }
elif LIBRETRANSLATE_URL:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": LIBRETRANSLATE_URL,
            "API_KEY": env.str("LIBRETRANSLATE_API_KEY", default=""),
        },
    }
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Static files and media -------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
BUILD_DIR = BASE_DIR / "build" / "static"
PRINT_FONTS = BASE_DIR / "build" / "print"
STATICFILES_DIRS = [BUILD_DIR]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.core.static_files.StaticFiles"},
}

# --- Private files: outside the media folder; a bucket instead of the folder by PRIVATE_S3_BUCKET ---------
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(DATA_DIR / "private"))).resolve()
PRIVATE_STORAGE: dict = {"BACKEND": "portal.files.storage.PrivateFolder", "OPTIONS": {}}
if bucket := env.str("PRIVATE_S3_BUCKET", default=""):
    PRIVATE_STORAGE = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("PRIVATE_S3_ENDPOINT", default="") or None,
            "region_name": env.str("PRIVATE_S3_REGION", default="") or None,
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": True,
        },
    }
FILES_DELIVERY = env.str("FILES_DELIVERY", default="stream")  # or "nginx": by X-Accel-Redirect
FILES_MAX_SIZE = env.int("FILES_MAX_SIZE", default=5_000_000_000)
FILES_QUOTA = env.int("FILES_QUOTA", default=10_000_000_000)
FILES_UPLOAD_HOURS = env.int("FILES_UPLOAD_HOURS", default=168)  # an upload without a further byte is given up then
H5P_LIMITS = env.json("H5P_LIMITS", default={})  # of courses.h5p.limits: {"archive": 209715200}; sizes in bytes
FILES_CLAMD = env.str("FILES_CLAMD", default="")  # tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl

# --- Activities: played in a frame without an origin; what browsers send is capped ------------------------
H5P_ORIGIN = env.str("H5P_ORIGIN", default="").rstrip("/")  # https://h5p.example.org: a host of its own for the frames
H5P_STATEMENT_BYTES = 32_000
H5P_STATE_BYTES = 128_000
H5P_STATES_PER_ACTIVITY = 40
H5P_STATEMENTS_PER_ATTEMPT = 1_000
H5P_PARCEL_BYTES = 1_000_000
H5P_PARCEL_ITEMS = 40
H5P_PARCELS_PER_MINUTE = 90
H5P_BYTES_PER_HOUR = 30_000_000
COURSE_ARCHIVE_BYTES = env.int("COURSE_ARCHIVE_BYTES", default=2 * 1024**3)  # unpacked, of a course from elsewhere
H5P_LRS_URL = env.str("H5P_LRS_URL", default="")  # statements are sent on to another record store, as xAPI
H5P_LRS_VERSION = env.str("H5P_LRS_VERSION", default="1.0.3")
H5P_LRS_KEY, H5P_LRS_SECRET = env.str("H5P_LRS_KEY", default=""), env.str("H5P_LRS_SECRET", default="")

# --- Certificates: signed as Open Badges; without a key they are issued, but cannot be downloaded as badges ------
CREDENTIAL_KEY = env.str("CREDENTIAL_KEY", default="")  # python3 -c "import secrets; print(secrets.token_urlsafe(32))"
CREDENTIAL_OLD_KEYS = env.list("CREDENTIAL_OLD_KEYS", default=[])  # public keys that once signed: z6Mk…

WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}

# --- Wagtail -----------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "LS4VET"
WAGTAILIMAGES_IMAGE_MODEL = "core.PortalImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILDOCS_DOCUMENT_MODEL = "core.PortalDocument"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_USAGE_COUNT_ENABLED = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("hu", "Magyar"), ("de", "Deutsch"), ("nl", "Nederlands")]
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

from portal.settings.accounts import *  # noqa: E402, F403

# --- Security ----------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
MAIL_KEEP_DAYS = env.int("MAIL_KEEP_DAYS", default=30)
CONTACT_KEEP_DAYS = env.int("CONTACT_KEEP_DAYS", default=180)
REGISTRATION_KEEP_DAYS = env.int("REGISTRATION_KEEP_DAYS", default=90)
NEWS_DIGEST_DAYS = env.int("NEWS_DIGEST_DAYS", default=0)
BEHIND_PROXY = False
MAIL_OUTBOX = False
"""Whether `/styleguide/outbox/` shows every mail to everybody: only where nobody's real mail is."""
ADMINS = [("Operator", address) for address in env.list("ADMINS", default=[])]

from portal.settings.logs import logging_config  # noqa: E402
from portal.settings.policy import ADMIN_POLICY, PUBLIC_POLICY  # noqa: E402

FRAMES = {"frame-src": [*PUBLIC_POLICY["frame-src"], *([H5P_ORIGIN] if H5P_ORIGIN else [])]}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**PUBLIC_POLICY, **FRAMES}}
ADMIN_CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**ADMIN_POLICY, **FRAMES}}
ADMIN_URL = "admin/"
LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"), as_json=env.bool("LOG_JSON", default=True))
