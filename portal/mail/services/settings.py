"""What a person wants to get."""

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature
from django.db import transaction

from portal.core import mail_kinds
from portal.mail import off


@transaction.atomic
def switch_off(token: str) -> mail_kinds.MailKind:
    """Switch a kind of mail off for the person of a signed link; a second time is no error.

    Raises BadSignature for a forged link, and for one whose person or kind is gone.
    """
    user_id, kind = off.read(token)
    user = get_user_model().objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise BadSignature("nobody")
    found = kind_of(token)
    user.mail_off = sorted({*user.mail_off, kind})
    user.save(update_fields=["mail_off"])
    return found


def kind_of(token: str) -> mail_kinds.MailKind:
    """The kind a signed link is about. Raises BadSignature for a forged one or an unknown kind."""
    _user_id, kind = off.read(token)
    try:
        return mail_kinds.get(kind)
    except KeyError as error:
        raise BadSignature("unknown kind") from error
