"""Draws the films whose storyboards or words have changed: `python -m courses.demo.films [--only KEY] [--language de]`.

Needs the packages of the group "films": docs/course-films.md.
"""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from courses.demo import texts
from courses.demo.drawing import prints

LANGUAGES = ("en", "hu", "de", "nl")


def main() -> int:
    """Returns 1 where words do not fit."""
    options = _options()
    content = texts.read(list(LANGUAGES))
    if content.problems:
        print("\n".join(content.problems), file=sys.stderr)
        return 1
    marks, failed = prints.stored(), False
    with ProcessPoolExecutor(options.jobs) as pool:
        jobs = {
            pool.submit(_draw, key, language, content.boards[key], words, options): (f"{key}.{language}", mark)
            for key, language, words, mark in _wanted(content, marks, options)
        }
        for job in as_completed(jobs):
            name, mark = jobs[job]
            said = job.result()
            print(f"{name}: {said}", flush=True)
            if said.startswith("!"):
                failed = True
            elif not _only_looking(options):
                marks[name] = mark
                prints.store(marks)
    return int(failed)


def _wanted(
    content: texts.Content, marks: dict[str, str], options: argparse.Namespace
) -> Iterator[tuple[str, str, dict[str, str], str]]:
    """Key, language, words and fingerprint of what is to be drawn."""
    for key in options.only or content.boards:
        for language in options.language or LANGUAGES:
            film = content.films[language][key]
            mark = prints.fingerprint(content.boards[key], film)
            if options.again or _only_looking(options) or marks.get(f"{key}.{language}") != mark:
                yield key, language, film["labels"], mark


def _only_looking(options: argparse.Namespace) -> bool:
    return bool(options.sheet or options.at is not None)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m courses.demo.films", description=__doc__)
    parser.add_argument("--only", action="append", metavar="KEY", help="this film; may be given more than once")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="in this language")
    parser.add_argument("--again", action="store_true", help="draw also what is up to date")
    parser.add_argument("--at", type=float, metavar="SECOND", help="draw only the picture at this second, as PNG")
    parser.add_argument("--sheet", action="store_true", help="draw only a sheet of pictures, one for each scene's end")
    parser.add_argument("--to", type=Path, default=Path(), help="folder for --at and --sheet")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _draw(key: str, language: str, data: dict, labels: dict[str, str], options: argparse.Namespace) -> str:
    """One film, or pictures of it. Returns what became of it; what begins with ! is a problem."""
    from courses.demo.drawing import board, encoder, sheets, stage

    try:
        scene = stage.Stage(board.read(data), labels)
    except board.BoardError as error:
        return f"! {error}"
    if problems := scene.problems():
        return "! " + "; ".join(problems)
    if _only_looking(options):
        path = options.to / f"{key}.{language}.png"
        sheets.save(sheets.sheet(scene) if options.sheet else scene.picture(options.at), path)
        return str(path)
    path = prints.FILMS / f"{key}.{language}.mp4"
    encoder.film(scene.frames(), scene.board.seconds, path)
    encoder.poster(scene.picture(scene.board.poster), path.with_suffix(".webp"))
    return f"{scene.board.seconds} s, {path.stat().st_size / 1000:.0f} kB"


if __name__ == "__main__":
    sys.exit(main())
