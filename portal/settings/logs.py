"""Structured logs: one JSON object a line on stderr, each with the id of its request."""


def logging_config(*, level: str, as_json: bool) -> dict:
    """Django's `LOGGING`: JSON lines for machines, or short lines for a person at a terminal."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "portal.core.logs.RequestIdFilter"}},
        "formatters": {
            "json": {"()": "portal.core.logs.JsonFormatter"},
            "plain": {"format": "{levelname:<7} {name} {message} [{request_id}]", "style": "{"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": "json" if as_json else "plain",
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            # Wrong host names are answered with 400; they are noise, not errors.
            "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
