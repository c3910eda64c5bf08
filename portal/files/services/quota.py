"""How much a file and a person may take."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from portal.files.errors import EmptyFile, OverQuota, TooLarge
from portal.files.models import StoredFile
from portal.files.words import bytes_in_words


def used(user: Any) -> int:
    """Bytes this person takes, uploads on their way included."""
    return StoredFile.objects.filter(owner=user).space()


def check_size(size: int) -> None:
    """Refuse what is empty or larger than one file may be."""
    if size <= 0:
        raise EmptyFile(_("The file is empty. Choose another one."))
    if size > settings.FILES_MAX_SIZE:
        raise TooLarge(
            _("The file has %(size)s; one file may have at most %(limit)s.")
            % {"size": bytes_in_words(size), "limit": bytes_in_words(settings.FILES_MAX_SIZE)}
        )


def claim(user: Any, size: int) -> None:
    """Refuse what does not fit into the person's space. Call it in the transaction that stores the row."""
    get_user_model().objects.select_for_update().only("pk").get(pk=user.pk)
    free = max(0, settings.FILES_QUOTA - used(user))
    if size > free:
        raise OverQuota(
            _("The file has %(size)s, but only %(free)s of your space are free. Delete files you no longer need.")
            % {"size": bytes_in_words(size), "free": bytes_in_words(free)}
        )
