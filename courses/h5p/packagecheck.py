"""Whether the parts of a package fit together: main library, dependencies, files the content names."""

from typing import TYPE_CHECKING

from courses.h5p import dependencies, segments, semantics
from courses.h5p.filter import local_path
from courses.h5p.issues import Collector
from courses.h5p.manifest import FILE, Manifest
from courses.h5p.reading import CONTENT_FILE

if TYPE_CHECKING:
    from courses.h5p.package import Package


def check(package: "Package", issues: Collector) -> None:
    """Note everything."""
    if package.manifest is None:
        return
    main = package.library(package.manifest.main)
    if main is not None and not main.runnable:
        issues.add("main-not-runnable", FILE, library=str(main.name))
    _needs(package, package.manifest, issues)
    _versions(package, issues)
    for library in package.libraries.values():
        semantics.parse(library.semantics, f"{library.folder}/semantics.json", issues)
    if issues.ok:
        _content(package, package.manifest, issues)


def _content(package: "Package", manifest: Manifest, issues: Collector) -> None:
    filtered = package.filtered
    texts = segments.count(filtered.content, manifest.main, package.library)
    limit = package.limits.segments
    if texts > limit:
        issues.add("content-segments", CONTENT_FILE, count=texts, limit=limit)
    issues.take(filtered.issues)
    for path in sorted(package.files.keys() - _named(package.content)):
        issues.add("content-file-unused", f"content/{path}")


def _named(content: object) -> set[str]:
    """All texts of a content that may be the name of a file."""
    found, waiting = set(), [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.add(local_path(one))
        elif isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
    return found


def _needs(package: "Package", manifest: Manifest, issues: Collector) -> None:
    found = package.listed
    for missing in found.missing:
        issues.add("library-missing", library=str(missing.name), needed_by=str(missing.needed_by or "content.json"))
    for cycle in found.cycles:
        issues.add("library-cycle", libraries=" → ".join(map(str, cycle)))
    needed = {one.name for one in found.missing}
    wider = dependencies.resolve(
        [*package.roots, *manifest.preloaded, *manifest.dynamic, *manifest.editor],
        package.library,
        dependencies.everything,
    )
    for missing in wider.missing:
        if missing.name not in needed:
            issues.add("editor-library-missing", library=str(missing.name))


def _versions(package: "Package", issues: Collector) -> None:
    for name, state in package.states.items():
        installed, library = package.library(name), package.libraries[name]
        if state == "older" and installed is not None:
            issues.add("library-older", library=str(name), version=library.version, installed=installed.version)
        elif state == "differs":
            issues.add("library-differs", library=str(name), version=library.version)
