"""A whole course as one archive: pages in all languages, films, pictures, files, activities, rules.

A zip with `manifest.json` (format, version, the sum of every file), `course.json` (everything that is text) and the
files it names. Nothing about people is in it. Another installation of this site loads it.
"""

from courses.services.archive.reading import Archive, BadArchive, opened
from courses.services.archive.storing import Plan, look_at, take_in
from courses.services.archive.writing import write

__all__ = ["Archive", "BadArchive", "Plan", "look_at", "opened", "take_in", "write"]
