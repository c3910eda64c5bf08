"""The project's own activities in the demo, in four languages; safe to load again and again."""

from pathlib import Path

from django.conf import settings

from courses.integrations import h5p_filter, h5p_folders
from courses.models import H5PActivity
from courses.services import h5p_seeds, h5p_store, h5p_uploads


def folder() -> Path:
    """Where they lie unpacked: the demo shows what the tests test. Where tests were not delivered, there are none."""
    return Path(settings.BASE_DIR) / "tests" / "data" / "h5p"


def load(update: bool = False) -> int:
    """Store what is missing; with `update` renew what nobody has changed. Returns how many were stored."""
    return sum(_load(folder() / name, update) for name in h5p_folders.names(folder()))


def _load(place: Path, update: bool) -> bool:
    key = h5p_folders.identity(place.name)
    activity = H5PActivity.objects.filter(uuid=key).first()
    if activity and (not update or activity.changed_by is not None):
        return False
    stored = False
    if activity is None or _differs(activity, place):
        with h5p_uploads.read(h5p_folders.packed(place)) as found:
            activity = h5p_store.install_own(found, activity=activity or H5PActivity(uuid=key))
        stored = True
    for language, content, title in h5p_folders.translations(place):
        words = h5p_seeds.words_of(activity, content, title)
        stored |= bool(h5p_seeds.load(activity=activity, language=language, words=words).stored)
    return stored


def _differs(activity: H5PActivity, place: Path) -> bool:
    with h5p_uploads.read(h5p_folders.packed(place)) as found:
        if found.brings_code or found.manifest is None:
            return True
        clean = h5p_filter.clean(found.content, found.manifest.main, found.library, set(found.files))
        return clean != activity.parameters
