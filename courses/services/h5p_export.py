"""An activity as a file that Moodle, Lumi, other programs and this site open."""

import io
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from courses.h5p import write
from courses.h5p.dependencies import Lookup
from courses.h5p.issues import Refused
from courses.h5p.library import Library
from courses.h5p.names import LibraryName
from courses.integrations import h5p_engine
from courses.integrations.h5p_words import sentence
from courses.models import H5PActivity
from courses.permissions import may_manage_activities
from portal.core.errors import InvalidContent, NotAllowed


def export(*, user: Any, activity: H5PActivity, target: BinaryIO, language: str = "") -> str:
    """Write the package, in one of the activity's languages; returns a name for the file.

    Raises NotAllowed, or InvalidContent when a library or a file is not there.
    """
    if not may_manage_activities(user):
        raise NotAllowed(_("Only course managers, editors and administrators may change activities."))
    title, code, content = _text(activity, language)
    lookup = everything_for(activity)
    main = h5p_engine.name_of(activity.library)
    try:
        write.export(
            target,
            manifest={**activity.metadata, "title": title, "language": code, "defaultLanguage": code},
            content=content,
            main=main,
            lookup=lookup,
            files=activity.files,
            open_content=lambda path: h5p_engine.open_content_file(activity, path),  # type: ignore[arg-type, return-value]
            open_library=_open,
        )
    except Refused as refusal:
        raise InvalidContent(" ".join(sentence(issue) for issue in refusal.issues)) from refusal
    return f"{slugify(title)[:60] or 'activity'}-{code}.h5p"


def everything_for(activity: H5PActivity) -> Lookup:
    """The libraries the activity was installed with; for what only editors of other programs need, the newest ones."""
    own, others = h5p_engine.libraries_of(activity), h5p_engine.Installed()

    def lookup(name: LibraryName) -> Library | None:
        return own(name) or others(name)

    return lookup


def _text(activity: H5PActivity, language: str) -> tuple[str, str, dict[str, Any]]:
    if language and language != activity.language:
        found = activity.localisations.filter(language=language).first()
        if found is None:
            name = dict(settings.LANGUAGES).get(language, language)
            raise InvalidContent(_("This activity does not exist in %(language)s.") % {"language": name})
        return found.title, found.language, found.parameters
    return activity.title, activity.language, activity.parameters


def _open(library: Library, path: str) -> BinaryIO:
    return io.BytesIO(library.read(path))
