"""A QR code as one path, to be drawn as inline SVG: no picture to store, no style to allow."""

from qrcode import constants
from qrcode.main import QRCode

QUIET = 4
"""The empty modules around it that readers need."""


def path(text: str) -> tuple[int, str]:
    """The side of the square in modules, and the path of its dark ones."""
    code: QRCode = QRCode(error_correction=constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    runs = (run for y, row in enumerate(rows) for run in _runs(y, row))
    return len(rows), "".join(runs)


def _runs(y: int, row: list[bool]) -> list[str]:
    """Neighbouring dark modules as one rectangle."""
    found, start = [], None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append(f"M{start} {y}h{x - start}v1h{start - x}z")
            start = None
    return found
