"""Takes a checked package into the site: libraries once, by their content; an activity; or nothing at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from courses.choices import H5PDependency
from courses.h5p import dependencies
from courses.h5p.issues import Issue
from courses.h5p.library import Library
from courses.h5p.manifest import Manifest
from courses.h5p.names import LibraryName
from courses.h5p.package import NEW_CODE, Package
from courses.integrations import h5p_engine, h5p_filter
from courses.integrations.h5p_storage import drop, put
from courses.models import H5PActivity, H5PActivityLibrary, H5PLibrary
from courses.models.h5p.activity import content_key
from courses.models.h5p.library import library_key
from courses.permissions import may_install_libraries, may_manage_activities
from portal.core.audit import record
from portal.core.errors import InvalidContent, NotAllowed

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
FREE_LICENCE = "U"
"""H5P's word for “undisclosed”."""


class BadPackage(InvalidContent):
    """A package that cannot be used; `issues` says everything that is wrong."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(_("The package cannot be used. Nothing of it was stored."))
        self.issues = issues


def install(package: Package, *, user: Any, uuid: UUID | None = None) -> H5PActivity:
    """A new activity from a package that was read with `Installed()` as its lookup; `uuid` if it is to have this one.

    Raises NotAllowed, or BadPackage with what is wrong; nothing is stored then.
    """
    allowed(package, user=user)
    return _take(package, H5PActivity(created_by=user, uuid=uuid or uuid4()), user, "h5p.activity_added")


def install_own(package: Package, *, activity: H5PActivity) -> H5PActivity:
    """What the site itself brings, new or renewed: nobody acts, so nobody's rights are asked. Raises BadPackage."""
    return _take(package, activity, None, "h5p.activity_replaced" if activity.pk else "h5p.activity_added")


def replace(package: Package, *, activity: H5PActivity, user: Any) -> H5PActivity:
    """A newer package for an activity; its uuid, its records and its translations stay. Raises as `install` does."""
    allowed(package, user=user)
    return _take(package, activity, user, "h5p.activity_replaced")


def allowed(package: Package, *, user: Any) -> None:
    """Raises NotAllowed if this person may not take this package in."""
    if not may_manage_activities(user):
        raise NotAllowed(_("Only course managers and editors may add activities."))
    if package.brings_code and not may_install_libraries(user):
        names = sorted(str(name) for name, state in package.states.items() if state in NEW_CODE)
        raise NotAllowed(
            _(
                "This package brings program code that is not installed here: %(libraries)s. Code runs in learners’ "
                "browsers, so only course managers and administrators may install it. Ask one of them to upload "
                "this package."
            )
            % {"libraries": ", ".join(names)}
        )


def chosen(package: Package) -> h5p_engine.Lookup:
    """The library the activity gets for each name: the package's if it is new or changed, else the installed one."""
    states = package.states

    def lookup(name: LibraryName) -> Library | None:
        return package.libraries[name] if states.get(name) in NEW_CODE else package.library(name)

    return lookup


def _take(package: Package, activity: H5PActivity, user: Any, action: str) -> H5PActivity:
    manifest = package.manifest
    if not package.ok or manifest is None:
        raise BadPackage(package.issues)
    with _all_or_nothing() as kept:
        rows = _install_libraries(package, user, kept)
        old = {activity.key(path) for path in activity.files} if activity.pk else set()
        _fill(activity, package, manifest, rows)
        activity.changed_by = user
        activity.save()
        _pin(activity, package, manifest, rows)
        for info in package.files.values():
            key = content_key(activity.uuid, info.sha256)
            with package.open(info.path) as stream:
                if put(key, stream, info.sha256):
                    kept.append(key)
        gone = old - {activity.key(path) for path in activity.files}
        transaction.on_commit(lambda: drop(gone))
        record(actor=user, action=action, target=activity, data={"version": activity.version, "size": activity.size})
    return activity


@contextmanager
def _all_or_nothing() -> Iterator[list[str]]:
    """One transaction of database and storage: the files that were written are taken back when anything fails.

    That is done while our rows still stand: somebody who installs the same library waits for them, and finds either
    all of it or nothing. What is left by a process that is killed goes with `tidy_activities`.
    """
    kept: list[str] = []
    with transaction.atomic():
        try:
            yield kept
        except BaseException:
            drop(kept)
            raise


def _install_libraries(package: Package, user: Any, kept: list[str]) -> dict[LibraryName, H5PLibrary]:
    """New and changed libraries of the package, each written once; answers with all that were."""
    rows: dict[LibraryName, H5PLibrary] = {}
    for name, state in package.states.items():
        if state not in NEW_CODE:
            continue
        library = package.libraries[name]
        rows[name], created = H5PLibrary.objects.get_or_create(
            machine=name.machine,
            major=name.major,
            minor=name.minor,
            patch=library.patch,
            sha256=library.sha256,
            defaults=_described(library) | {"installed_by": user},
        )
        for key in _keep_files(package, library):
            if created:
                kept.append(key)
        if created:
            record(actor=user, action="h5p.library_installed", target=rows[name], data={"sha256": library.sha256})
    return rows


def _described(library: Library) -> dict[str, Any]:
    return {
        "title": library.title[:255],
        "runnable": library.runnable,
        "metadata": dict(library.meta),
        "semantics": library.semantics,
        "preloaded": [str(name) for name in library.preloaded],
        "dynamic": [str(name) for name in library.dynamic],
        "languages": list(library.languages),
        "core_api": ".".join(map(str, library.core_api)),
        "files": h5p_engine.file_index(library.files.values()),
        "size": sum(info.size for info in library.files.values()),
    }


def _keep_files(package: Package, library: Library) -> Iterator[str]:
    """The keys of those that were not there."""
    sha256 = library.sha256
    for info in library.files.values():
        key = library_key(sha256, info.sha256)
        with package.open_library_file(library, info.path) as stream:
            new = put(key, stream, info.sha256)
        if new:
            yield key


def _fill(activity: H5PActivity, package: Package, manifest: Manifest, rows: dict[LibraryName, H5PLibrary]) -> None:
    lookup = chosen(package)
    if activity.pk:
        activity.version += 1
    else:
        activity.language = _language(manifest)
    activity.title = manifest.title[:255] or _("Activity")
    activity.library = rows.get(manifest.main) or _installed_row(manifest.main)
    activity.parameters = h5p_filter.clean(package.content, manifest.main, lookup, set(package.files))
    activity.files = h5p_engine.file_index(package.files.values())
    activity.size = sum(info.size for info in package.files.values())
    activity.metadata = dict(manifest.raw)
    activity.licence = (
        "" if manifest.license == FREE_LICENCE else f"{manifest.license} {manifest.license_version}".strip()
    )
    activity.authors = ", ".join(author.name for author in manifest.authors if author.name)[:500]


def _language(manifest: Manifest) -> str:
    code = manifest.language.lower().replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        return settings.LANGUAGE_CODE
    known = [known for known, _name in settings.LANGUAGES if code == known or code.startswith(f"{known}-")]
    return known[0] if known else (settings.LANGUAGE_CODE if code == "und" else code[:10].rstrip("-"))


def _pin(activity: H5PActivity, package: Package, manifest: Manifest, rows: dict[LibraryName, H5PLibrary]) -> None:
    """Write down exactly which libraries it plays with, in load order, and those it may load later."""
    lookup, roots = chosen(package), package.roots
    first = dependencies.resolve(roots, lookup).libraries
    wider = dependencies.resolve([*roots, *manifest.dynamic], lookup, lambda one: (*one.preloaded, *one.dynamic))
    names = {library.name for library in first}
    later = [library for library in wider.libraries if library.name not in names]
    activity.needs.all().delete()
    H5PActivityLibrary.objects.bulk_create(
        H5PActivityLibrary(
            activity=activity,
            library=rows.get(library.name) or _installed_row(library.name),
            kind=H5PDependency.PRELOADED if position < len(first) else H5PDependency.DYNAMIC,
            position=position,
        )
        for position, library in enumerate([*first, *later])
    )


def _installed_row(name: LibraryName) -> H5PLibrary:
    row = h5p_engine.Installed().row(name)
    if row is None:  # taken away since the package was read
        raise InvalidContent(_("The library %(library)s is no longer installed. Try again.") % {"library": name})
    return row
