"""Frames to a film that browsers play, and a frame to a picture."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy
import skia

from courses.demo.drawing.look import HEIGHT, RATE, WIDTH

X264 = {"preset": "veryfast", "crf": "28", "tune": "animation", "profile": "high"}
X264["x264-params"] = "threads=1:keyint=72:bframes=0"
BT709 = 1


def film(frames: Iterable[numpy.ndarray], seconds: int, path: Path) -> None:
    """H.264 without sound; its index stands first, so that it plays while it loads."""
    container = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"})
    with container:
        stream = container.add_stream("libx264", rate=RATE, options=X264)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        context = stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = BT709
        for number, shown in _moving(frames, seconds * RATE):
            shown.pts, shown.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(shown))
        container.mux(stream.encode())


def _moving(frames: Iterable[numpy.ndarray], count: int) -> Iterator[tuple[int, av.VideoFrame]]:
    """Where nothing moves, one frame a second is enough; the last two say how long the film is."""
    last, shown = None, None
    for number, picture in enumerate(frames):
        moved = picture is not last
        if moved or shown is None:
            last = picture
            shown = av.VideoFrame.from_ndarray(picture, format="rgba").reformat(
                format="yuv420p", dst_colorspace=BT709, dst_color_range="MPEG"
            )
        if moved or number % RATE == 0 or number >= count - 2:
            yield number, shown


def poster(picture: numpy.ndarray, path: Path) -> None:
    """A WebP picture."""
    image = skia.Image.fromarray(picture, colorType=skia.kRGBA_8888_ColorType)
    path.write_bytes(bytes(image.encodeToData(skia.kWEBP, 80)))
