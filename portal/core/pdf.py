"""Tagged PDF (PDF/UA-1) in the site's own fonts, from the Typst documents in `templates/pdf/`."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

log = logging.getLogger(__name__)


def make(name: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The document of this name with these data, which reach it as values and are never read as markup.

    `at` is when it was made; with the same data and the same moment it is the same file, byte for byte.

    A letter that no font here has keeps a document from being PDF/UA, not from being made: it stays tagged.
    """
    import typst

    folder = Path(settings.BASE_DIR) / "templates" / "pdf"
    compiled: Any = typst.compile  # without an output it answers with the bytes, which partial hides from mypy
    write = partial(
        compiled,
        str(folder / f"{name}.typ"),
        root=str(folder),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        timestamp=int((at or timezone.now()).timestamp()),
    )
    try:
        return write(pdf_standards=["ua-1"])
    except typst.TypstError:
        log.warning("a document is tagged, but not PDF/UA", extra={"document": name})
        return write()


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The site's fonts; for letters they lack, the machine's."""
    import typst

    return typst.Fonts(font_paths=[str(settings.PRINT_FONTS)])
