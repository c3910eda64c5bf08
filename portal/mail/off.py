"""Signed links that switch a kind of mail off without signing in."""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from portal.mail.rendering import absolute

SALT = "portal.mail.off"


def off_url(user_id: int, kind: str, language: str) -> str:
    """The link in a mail of this kind to this person. It does not expire: the wish to end mail never does."""
    token = signing.dumps([user_id, kind], salt=SALT)
    with translation.override(language):
        return absolute(reverse("mail:off", args=[token]))


def read(token: str) -> tuple[int, str]:
    """Person and kind of a link. Raises BadSignature for one we did not make."""
    user_id, kind = signing.loads(token, salt=SALT)
    return int(user_id), str(kind)


def one_click(url: str) -> dict[str, str]:
    """The headers of RFC 8058: mail programs show a button that asks this address with POST."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
