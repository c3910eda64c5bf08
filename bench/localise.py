"""`python -m bench.localise`: an activity of five hundred texts put into another language, in a process of its own.

What is measured is what the site does when a translator publishes: read the strings, put them in, check and sanitise
each, store what learners play. Nothing of it stays: the transaction is undone.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import django

from bench.server import ROOT, environment

SEGMENTS = 500
ROUNDS = 9
RICH = '<p>Sentence {number} has <strong>a word</strong> and <a href="https://ls4vet.example/{number}">a link</a>.</p>'


def localising(data: Path) -> dict[str, float]:
    """Milliseconds of processor time, from a fresh process of this data directory."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.localise"],
        cwd=ROOT,
        env=environment(data),
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> dict[str, float]:
    """One half plain texts, one half rich ones."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    django.setup()
    from django.db import transaction

    from courses.services import h5p_translations

    with transaction.atomic():
        activity = _activity()
        first = _took(lambda: h5p_translations.build(activity, "de"))
        others = [_took(lambda: h5p_translations.build(activity, "de")) for _round in range(ROUNDS)]
        transaction.set_rollback(True)
    return {"first": first, "again": median(others)}


def _activity() -> Any:
    from courses.integrations import h5p_texts
    from courses.models import H5PActivity, H5PLibrary, H5PTranslation
    from courses.models.h5p.translation import digest_of

    text = {"name": "text", "type": "text", "label": "Text", "tags": ["p", "strong", "a"], "widget": "html"}
    name = {"machineName": "LS4VET.Bench", "majorVersion": 1, "minorVersion": 0, "patchVersion": 0, "title": "Bench"}
    library = H5PLibrary.objects.create(
        machine="LS4VET.Bench", major=1, minor=0, patch=0, sha256="0" * 64, title="Bench", metadata=name,
        semantics=[{"name": "all", "type": "list", "label": "All", "field": text}],
    )  # fmt: skip
    plain = "Plain sentence {number} of some length, as people write them."
    texts = [(plain, RICH)[number % 2].format(number=number) for number in range(SEGMENTS - 1)]
    activity = H5PActivity.objects.create(title="Bench", library=library, parameters={"all": texts})
    activity.needs.create(library=library)
    H5PTranslation.objects.bulk_create(
        H5PTranslation(
            activity=activity, language="de", path=path, source=string.source, digest=digest_of(string.source),
            text=string.source.upper() if not string.markup else string.source.replace("Sentence", "Satz"),
            published=string.source.replace("entence", "atz"),
        )
        for path, string in h5p_texts.sheet(activity).strings.items()
    )  # fmt: skip
    h5p_texts._sheet.cache_clear()
    return activity


def _took(work: Any) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(main()))
