"""The command line: `python -m courses.h5p check|info|segments|localise|export FILE`."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, cast

from courses.h5p import localise, package, segments, strictjson, write
from courses.h5p.issues import Issue, Refused
from courses.h5p.limits import MB
from courses.h5p.manifest import Manifest
from courses.h5p.package import Package


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 if all is well, 1 if the package or a translation is refused, 2 if the call is wrong."""
    options = _parser().parse_args(arguments)
    try:
        with package.read(options.file) as found:
            return int(options.run(found, options))
    except OSError as error:
        print(f"{error.filename or options.file}: {error.strerror}", file=sys.stderr)
        return 2
    except Refused as refused:
        _report(refused.issues)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m courses.h5p", description="Read, check and translate H5P packages."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    _command(commands, "check", _check, "list everything that is wrong").add_argument("--json", action="store_true")
    _command(commands, "info", _info, "what the package is and holds").add_argument("--json", action="store_true")
    texts = _command(commands, "segments", _segments, "the texts to translate, as JSON")
    texts.add_argument("--target", default="", help="fill in what the libraries have in this language")
    into = _command(commands, "localise", _localise, "write the package in another language")
    into.add_argument("translations", type=Path, help="JSON: an object from path to text")
    into.add_argument("out", type=Path)
    into.add_argument("--language", required=True, help="language of the translations, such as hu")
    _command(commands, "export", _export, "write the package anew: filtered, sorted, complete").add_argument(
        "out", type=Path
    )
    return parser


def _command(commands: Any, name: str, run: Callable[..., int], about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    parser.add_argument("file")
    parser.set_defaults(run=run)
    return parser


def _report(found: Sequence[Issue]) -> None:
    for one in found:
        print(one, file=sys.stderr)


def _print(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _accepted(found: Package) -> Manifest:
    if not found.ok or found.manifest is None:
        raise Refused(*found.issues)
    return found.manifest


def _check(found: Package, options: argparse.Namespace) -> int:
    if options.json:
        _print({"ok": found.ok, "issues": [{**asdict(one), "message": one.message} for one in found.issues]})
    else:
        for one in found.issues:
            print(one)
        print("The package may be used." if found.ok else "The package is refused.")
    return not found.ok


def _info(found: Package, options: argparse.Namespace) -> int:
    manifest = _accepted(found)
    about = {
        "title": manifest.title,
        "type": str(manifest.main),
        "language": manifest.language,
        "licence": f"{manifest.license} {manifest.license_version}".strip(),
        "authors": ", ".join(author.name for author in manifest.authors),
        "files": f"{len(found.files)}, {sum(info.size for info in found.files.values()) / MB:.1f} MB",
        "texts": str(segments.count(found.filtered.content, manifest.main, found.library)),
        "libraries": [f"{one.name.machine} {one.version}" for one in found.dependencies.libraries],
    }
    if options.json:
        _print(about)
        return 0
    for name, value in about.items():
        print(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
    return 0


def _segments(found: Package, options: argparse.Namespace) -> int:
    manifest = _accepted(found)
    content = found.filtered.content
    filled = {}
    if options.target:
        filled = localise.interface_strings(
            content, manifest.main, found.library, source=manifest.language, target=options.target
        )
    texts = segments.extract(content, manifest.main, found.library, manifest=manifest)
    _print([{**asdict(one), "library": str(one.library or ""), "target": filled.get(one.path, "")} for one in texts])
    return 0


def _localise(found: Package, options: argparse.Namespace) -> int:
    manifest = _accepted(found)
    given = strictjson.loads(options.translations.read_bytes(), str(options.translations))
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        print("The translations must be an object from path to text.", file=sys.stderr)
        return 2
    content, main_library = found.filtered.content, manifest.main
    filled = localise.interface_strings(
        content, main_library, found.library, source=manifest.language, target=options.language
    )
    done = localise.apply(content, main_library, found.library, {**filled, **given})
    _report(done.issues)
    _write(found, options.out, {**manifest.raw, **done.metadata, "language": options.language}, done.content)
    return int(bool(done.issues))


def _export(found: Package, options: argparse.Namespace) -> int:
    _write(found, options.out, _accepted(found).raw, found.filtered.content)
    return 0


def _write(found: Package, out: Path, raw: Any, content: Any) -> None:
    """Write beside the target and move there, so that a half-written package never lies under its name."""
    manifest = _accepted(found)
    with tempfile.NamedTemporaryFile(dir=out.parent, prefix=".h5p-", delete=False) as target:
        try:
            write.export(
                cast(BinaryIO, target),
                manifest=raw,
                content=content,
                main=manifest.main,
                lookup=found.library,
                files=found.files,
                open_content=found.open,
                open_library=found.open_library_file,
            )
        except BaseException:
            os.unlink(target.name)
            raise
    os.replace(target.name, out)
