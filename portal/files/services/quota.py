"""How much a file and a person may take."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from portal.files import access
from portal.files.errors import EmptyFile, OverQuota, TooLarge
from portal.files.models import StoredFile
from portal.files.words import bytes_in_words

MOST_ARRIVING, MOST_FILES = 100, 10_000
"""So many uploads of one person may be under way, so many files may be kept."""


def used(user: Any) -> int:
    """Bytes this person takes, uploads on their way included; what the site made for them takes none."""
    return StoredFile.objects.filter(owner=user).exclude(purpose__in=access.uncounted()).space()


def _check_number(user: Any) -> None:
    """Tiny files take a row and a place on the disk each: there is an end to them as well."""
    own = StoredFile.objects.filter(owner=user)
    if own.arriving().count() >= MOST_ARRIVING:
        raise OverQuota(
            _("%(number)s uploads of yours are on their way already. Finish some of them or give them up.")
            % {"number": MOST_ARRIVING}
        )
    if own.count() >= MOST_FILES:
        raise OverQuota(
            _("You keep %(number)s files here; more are not possible. Delete files you no longer need.")
            % {"number": MOST_FILES}
        )


def check_size(size: int, *, limited: bool = True) -> None:
    """Refuse what is empty or, unless the site made it, larger than one file may be."""
    if size <= 0:
        raise EmptyFile(_("The file is empty. Choose another one."))
    if limited and size > settings.FILES_MAX_SIZE:
        raise TooLarge(
            _("The file has %(size)s; one file may have at most %(limit)s.")
            % {"size": bytes_in_words(size), "limit": bytes_in_words(settings.FILES_MAX_SIZE)}
        )


def claim(user: Any, size: int) -> None:
    """Refuse what does not fit into the person's space. Call it in the transaction that stores the row."""
    get_user_model().objects.select_for_update().only("pk").get(pk=user.pk)
    _check_number(user)
    free = max(0, settings.FILES_QUOTA - used(user))
    if size > free:
        raise OverQuota(
            _("The file has %(size)s, but only %(free)s of your space are free. Delete files you no longer need.")
            % {"size": bytes_in_words(size), "free": bytes_in_words(free)}
        )
