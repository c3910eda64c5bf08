"""Names of files as people send them: one line of visible letters, no path, no tricks. Pure."""

import unicodedata

from django.utils.translation import gettext as _

from portal.files.errors import BadName

LONGEST = 200
_PATH_SIGNS = "/\\"
_UNWANTED = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # some scripts and emoji need them; they cannot mislead


def clean_name(raw: str) -> str:
    """The name to keep: NFC, trimmed. Raises BadName where it could mislead people or systems."""
    name = unicodedata.normalize("NFC", raw).strip()
    if not name.strip(". "):
        raise BadName(_("The file has no name. Give it a name, then send it again."))
    if any(sign in name for sign in _PATH_SIGNS):
        raise BadName(_("The name of the file contains a path (/ or \\). Use a name without folders."))
    if any(unicodedata.category(sign) in _UNWANTED and sign not in _JOINERS for sign in name):
        raise BadName(
            _("The name of the file contains invisible characters that can mislead readers. Rename it, then try again.")
        )
    if len(name) > LONGEST:
        raise BadName(
            _("The name of the file has %(length)s characters; at most %(limit)s are kept. Shorten it, then try again.")
            % {"length": len(name), "limit": LONGEST}
        )
    return name
