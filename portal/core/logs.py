"""Logs as JSON lines, each with the id of the request that caused it."""

import json
import logging
import re
import secrets
from collections.abc import Mapping
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_ACCEPTED_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_PLAIN_FIELDS = frozenset(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime", "request_id"}
_NEVER_LOGGED = frozenset({"request", "server_time"})


def identity_of(environ: Mapping[str, str]) -> str:
    """A request's id: a sound one from a proxy, else a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if _ACCEPTED_ID.fullmatch(given) else secrets.token_hex(8)


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.request_id = request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (ISO 8601, UTC offset), level, logger, message, request id, and extras."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; values JSON does not know become their text."""
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        extras = vars(record).keys() - _PLAIN_FIELDS - _NEVER_LOGGED
        entry.update({name: getattr(record, name) for name in sorted(extras)})
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)
