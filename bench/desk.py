"""`python -m bench.desk NUMBER`: so many texts on the translation desk, and a translator's cookie."""

import os
import random
import string
import subprocess
import sys
from pathlib import Path

import django

from bench.server import ROOT, environment

CHUNK = 1000
LANGUAGES = ("en", "hu", "de", "nl")
WANTED = "lesson study circle"


def prepare_desk(data: Path, number: int) -> str:
    """Fill the desk of this data directory; returns the cookie."""
    command = [sys.executable, "-m", "bench.desk", str(number)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment(data), check=True, capture_output=True, text=True
    )
    return done.stdout.strip().splitlines()[-1]


def main(number: int) -> None:
    """Rows written straight into the tables, in a mix of states, then the cookie."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    django.setup()
    from django.db import transaction

    from portal.translations.models import DeskItem

    with transaction.atomic():
        DeskItem.objects.filter(key__startswith="bench-", said=None).delete()  # of an earlier bench
        missing = number - DeskItem.objects.filter(kind="page").count()
        for start in range(0, max(missing, 0), CHUNK):
            _write(range(start, min(start + CHUNK, missing)))
    sys.stdout.write(_cookie() + "\n")


def _write(numbers: range) -> None:
    from django.utils import timezone

    from portal.translations.choices import TO_DO, Status
    from portal.translations.models import DeskEntry, DeskItem, DeskWords

    now = timezone.now()
    shared = {"kind": "page", "room": "site", "source_language": "en", "strings": 20, "words": 400, "changed_at": now}
    items = [DeskItem(key=f"bench-{n}", title=f"Text {n * 7919 % 100_000}", **shared) for n in numbers]
    entries, said = [], []
    for item, number in zip(DeskItem.objects.bulk_create(items), numbers, strict=True):
        entries.append(DeskEntry(item=item, language="en", status=Status.SOURCE))
        for place, language in enumerate(("hu", "de", "nl")):
            status = (*TO_DO, *[Status.UP_TO_DATE] * 6)[(number + place) % 10]
            waits = {"stale": 3, "words_to_do": 40, "waiting_since": now} if status in TO_DO else {}
            entries.append(DeskEntry(item=item, language=language, status=status, changed_at=now, **waits))
        said += [DeskWords(item=item, language=language, words=_words(number)) for language in LANGUAGES]
    DeskEntry.objects.bulk_create(entries, batch_size=CHUNK)
    DeskWords.objects.bulk_create(said, batch_size=CHUNK)


def _words(number: int) -> str:
    """Four hundred words of middling length; one text in a hundred has the words that are looked for."""
    some = random.Random(number)  # noqa: S311 - no secret
    words = ["".join(some.choices(string.ascii_lowercase, k=some.randint(2, 10))) for _word in range(400)]
    return " ".join(words) + (f" {WANTED}" if number % 100 == 0 else "")


def _cookie() -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group
    from django.contrib.sessions.backends.db import SessionStore

    from portal.accounts.models import User
    from portal.core.permissions import TRANSLATORS

    user, _created = User.objects.get_or_create(email="bench@ls4vet.example", defaults={"display_name": "Bench"})
    user.groups.set(Group.objects.filter(name=TRANSLATORS))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
