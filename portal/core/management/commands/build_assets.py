"""Make what the browser loads: one style sheet, modules from npm and the font subsets, into build/static/portal."""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core import assets
from portal.core.assets import fonts, print_fonts, scripts, styles

ROOMS = ("portal", "courses")
"""Packages with a style sheet of their own."""


class Command(BaseCommand):
    help = "Joins the style sheets, makes modules of npm packages, cuts the fonts; nothing when nothing has changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="Make everything again.")

    def handle(self, *args, force=False, **options):
        self.force = force
        self.target = Path(settings.BASE_DIR) / "build" / "static" / "portal"
        self.recipes = sorted(Path(assets.__file__).parent.glob("*.py"))
        self._styles()
        self._scripts()
        self._fonts()
        self._print_fonts()
        self._activities()

    def _styles(self):
        for room in ROOMS:
            main = Path(settings.BASE_DIR) / room / "static" / room / "css" / "main.css"
            out = self.target.parent / room / "css" / "site.css"
            self._make(out, styles.sources(main), partial(styles.make, main))

    def _scripts(self):
        modules = Path(settings.BASE_DIR) / "node_modules"
        sources = scripts.tus_sources(modules)
        self._require(sources)
        self._make(self.target / "js" / "tus.mjs", sources, partial(scripts.tus, modules))

    def _require(self, sources: Iterable[Path]):
        missing = [source for source in sources if not source.exists()]
        if missing:
            raise CommandError(f"{missing[0].name} is missing. Run `npm ci` first.")

    def _fonts(self):
        modules = Path(settings.BASE_DIR) / "node_modules"
        for face in fonts.FACES:
            sources = [face.source(modules, subset) for subset in ("latin", "latin-ext")]
            self._require(sources)
            out = self.target / "fonts" / f"{face.name}.woff2"
            self._make(out, sources, partial(fonts.make, face, modules))

    def _print_fonts(self):
        modules = Path(settings.BASE_DIR) / "node_modules"
        for cut in print_fonts.cuts():
            source = cut.source(modules)
            self._require([source])
            self._make(settings.PRINT_FONTS / f"{cut.name}.ttf", [source], partial(print_fonts.make, cut, modules))

    def _activities(self):
        """The core of H5P, as it comes."""
        folder = Path(settings.BASE_DIR) / "node_modules" / scripts.H5P
        self._require([folder / "frame.bundle.js"])
        for source in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = source.relative_to(folder)
            if name.parts[0] in scripts.H5P_PARTS:
                self._make(self.target.parent / "h5p" / name, [source], source.read_bytes)

    def _make(self, out: Path, sources: Iterable[Path], recipe: Callable[[], bytes]):
        digest = _digest([*sources, *self.recipes])
        build = self.target.parents[1]
        stamp = build / "stamps" / f"{out.relative_to(build)}.sha256"
        if not self.force and out.exists() and stamp.exists() and stamp.read_text() == digest:
            return
        for folder in (out.parent, stamp.parent):
            folder.mkdir(parents=True, exist_ok=True)
        out.write_bytes(recipe())
        stamp.write_text(digest)
        self.stdout.write(f"{out.relative_to(settings.BASE_DIR)} {out.stat().st_size / 1024:.1f} kB")


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
