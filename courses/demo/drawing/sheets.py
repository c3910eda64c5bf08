"""Contact sheets, for looking at a film without playing it."""

from pathlib import Path

import numpy
import skia

from courses.demo.drawing.look import HEIGHT, WIDTH
from courses.demo.drawing.stage import Stage

COLUMNS = 3


def sheet(stage: Stage) -> numpy.ndarray:
    """The end of each scene, in rows of three, at half their size."""
    ends = [*list(stage.board.scenes.values())[1:], float(stage.board.seconds)]
    pictures = [stage.picture(end - 0.1)[::2, ::2] for end in ends]
    while len(pictures) % COLUMNS:
        pictures.append(numpy.full((HEIGHT // 2, WIDTH // 2, 4), 255, numpy.uint8))
    rows = [numpy.hstack(pictures[n : n + COLUMNS]) for n in range(0, len(pictures), COLUMNS)]
    return numpy.vstack(rows)


def save(picture: numpy.ndarray, path: Path) -> None:
    """As PNG."""
    image = skia.Image.fromarray(numpy.ascontiguousarray(picture), colorType=skia.kRGBA_8888_ColorType)
    path.write_bytes(bytes(image.encodeToData(skia.kPNG, 100)))
