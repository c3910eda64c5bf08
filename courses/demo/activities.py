"""Our own activities, each once; safe to load again and again."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from courses.demo import packages
from courses.h5p.markup import plain
from courses.integrations import h5p_engine, h5p_filter
from courses.models import H5PActivity, H5PLocalisation
from courses.services import h5p_store, h5p_uploads

NAMESPACE = UUID("6b6c1f0e-55f1-4c53-9d6b-0b3a6f1f7a51")


def load(update: bool = False) -> int:
    """Store what is missing; with `update` renew what nobody has changed. Returns how many were stored."""
    return sum(_load(package, update) for package in packages.packages())


def _load(package: Path, update: bool) -> bool:
    key = uuid5(NAMESPACE, package.name)
    activity = H5PActivity.objects.filter(uuid=key).first()
    if activity and not (update and activity.changed_by is None and _differs(activity, package)):
        return False
    with h5p_uploads.read(packages.zipped(package)) as found:
        activity = h5p_store.install_own(found, activity=activity or H5PActivity(uuid=key))
    for language, parameters in packages.translations(package):
        _localise(activity, language, parameters)
    return True


def _differs(activity: H5PActivity, package: Path) -> bool:
    with h5p_uploads.read(packages.zipped(package)) as found:
        if found.brings_code or found.manifest is None:
            return True
        clean = h5p_filter.clean(found.content, found.manifest.main, found.library, set(found.files))
        translated = activity.localisations.values_list("language", flat=True)
        expected = {language for language, _words in packages.translations(package)}
        return clean != activity.parameters or expected != set(translated)


def _localise(activity: H5PActivity, language: str, parameters: dict[str, Any]) -> None:
    main, lookup = h5p_engine.name_of(activity.library), h5p_engine.libraries_of(activity)
    title = plain(str(parameters.get("task") or activity.title))
    values = {
        "title": title[:255],
        "version": activity.version,
        "parameters": h5p_filter.clean(parameters, main, lookup, set(activity.files)),
    }
    H5PLocalisation.objects.update_or_create(activity=activity, language=language, defaults=values)
