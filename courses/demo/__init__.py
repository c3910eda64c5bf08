"""The project's own activities in the demo: packages kept unpacked, put together with our content types, installed.

Each folder holds `h5p.json`, `content/` and `translations/<language>.json` (the same parameters in another language).
"""

from courses.demo.activities import load

__all__ = ["load"]
