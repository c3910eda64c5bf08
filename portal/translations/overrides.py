"""Puts people's wordings of interface strings over the catalogues of the code, in every process.

The wordings lie in the database. Each change replaces a stamp; a process that sees another stamp than the one it
knows reads the wordings again before its next request or task. Where nothing was changed this costs one look at a
file. Runner-up: django-rosetta, which writes into `locale/` and loses its work with the next deployment.
"""

import os
import tempfile
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_started
from django.db import DatabaseError, transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import get_language, trans_real
from django.views.i18n import JavaScriptCatalog
from django_tasks.signals import task_started

from portal.core import page_cache
from portal.translations.gathering import once
from portal.translations.kinds.interface import catalogue
from portal.translations.models import CatalogueOverride

_STAMP = "catalogue-overrides"
_REDIS_KEY = "catalogue-overrides-stamp"
_known: dict[str, Any] = {"stamp": None, "scripts": {}}


def connect() -> None:
    """Look before each request and each task, and after each change."""
    for signal in (request_started, task_started):
        signal.connect(refresh, dispatch_uid="catalogue-overrides")
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=CatalogueOverride, dispatch_uid="catalogue-overrides-changed")


def refresh(**_: Any) -> None:
    """Read the wordings again if somebody changed them."""
    stamp = _stamp()
    if stamp == _known["stamp"]:
        return
    try:
        apply()
    except DatabaseError:  # before the first migration
        return
    _known["stamp"] = stamp


def apply() -> None:
    """Read all wordings and put them above the catalogues of this process."""
    layers: dict[tuple[str, str], dict[Any, str]] = defaultdict(dict)
    for row in CatalogueOverride.objects.all():
        key = f"{row.context}\x04{row.msgid}" if row.context else row.msgid
        layer = layers[row.domain, row.language]
        for number, words in row.forms.items():
            layer[(key, int(number)) if _has_plural(row) else key] = words
    for language, _name in settings.LANGUAGES:
        _lay_over(language, layers["django", language])
    _known["scripts"] = {language: layers["djangojs", language] for language, _name in settings.LANGUAGES}


def _has_plural(row: Any) -> bool:
    entry = catalogue(row.domain, settings.LANGUAGE_CODE).get(row.digest)
    return bool(entry and len(entry.ids) > 1)


class _Layer(dict):
    """Marks our catalogue among Django's."""


def _lay_over(language: str, words: dict[Any, str]) -> None:
    """One replacement of the whole layer: other threads see the old one or the new one."""
    whole = trans_real.translation(language)._catalog  # type: ignore[attr-defined]
    layer = _Layer(words)
    if whole._catalogs and isinstance(whole._catalogs[0], _Layer):
        whole._catalogs[0] = layer
    else:
        whole._plurals.insert(0, whole._plurals[0])
        whole._catalogs.insert(0, layer)


def _stamp() -> str:
    if settings.REDIS_URL:
        return cache.get(_REDIS_KEY) or "0"
    try:
        status = os.stat(os.path.join(settings.DATA_DIR, _STAMP))
    except OSError:
        return "0"
    return f"{status.st_mtime_ns}-{status.st_ino}"


def _changed(**_: Any) -> None:
    transaction.on_commit(lambda: once(announce, announce))


def announce() -> None:
    """Let every process read the wordings again, and no reader get a page with the old ones."""
    if settings.REDIS_URL:
        cache.set(_REDIS_KEY, os.urandom(8).hex(), None)
    else:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=settings.DATA_DIR, prefix=".overrides-")
        os.close(descriptor)
        os.replace(name, settings.DATA_DIR / _STAMP)
    page_cache.invalidate()
    refresh()


class ScriptCatalogue(JavaScriptCatalog):
    """The strings of scripts, with people's wordings."""

    def get_catalog(self) -> dict[str, Any]:
        """Django's catalogue, then ours."""
        words = super().get_catalog()
        for key, text in _known["scripts"].get(get_language() or "", {}).items():
            if isinstance(key, tuple):
                words.setdefault(key[0], ["", ""])[key[1]] = text  # type: ignore[index]
            else:
                words[key] = text
        return words
