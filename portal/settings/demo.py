"""`make demo`: the production code path on one machine, over plain HTTP, with a key kept in DATA_DIR."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATA_DIR, env
from portal.settings.logs import logging_config
from portal.settings.secret import local_credential_key, local_secret_key

SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key(DATA_DIR)
CREDENTIAL_KEY = env.str("CREDENTIAL_KEY", default="") or local_credential_key(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
LOGGING = logging_config(level=env.str("LOG_LEVEL", default="WARNING"), as_json=False)
MAIL_OUTBOX = True
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))  # the test inbox shows what would leave
STAFF_SECOND_STEP = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
