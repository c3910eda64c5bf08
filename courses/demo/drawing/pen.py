"""Lines, fills and words of one thing, which draws itself stroke by stroke."""

import re
from dataclasses import dataclass, field

import skia

from courses.demo.drawing.look import AMBER, DEEP, LINE, eased, part
from courses.demo.drawing.words import Words

TOKEN = re.compile(r"[MLQCZ]|-?\d+(?:\.\d+)?")
COUNT = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
BOW = 0.012
"""Nothing is drawn with a ruler."""


def path(text: str) -> skia.Path:
    """A path as SVG writes it, of M, L, Q, C and Z."""
    made, tokens, verb = skia.Path(), TOKEN.findall(text), "M"
    while tokens:
        if tokens[0] in COUNT:
            verb = tokens.pop(0)
        numbers = [float(tokens.pop(0)) for _ in range(COUNT[verb])]
        {"M": made.moveTo, "L": made.lineTo, "Q": made.quadTo, "C": made.cubicTo, "Z": made.close}[verb](*numbers)
        verb = "L" if verb == "M" else verb
    return made


def line(x1: float, y1: float, x2: float, y2: float, bow: float = BOW) -> skia.Path:
    """From here to there, a little bent."""
    made = skia.Path()
    made.moveTo(x1, y1)
    made.quadTo((x1 + x2) / 2 - (y2 - y1) * bow, (y1 + y2) / 2 + (x2 - x1) * bow, x2, y2)
    return made


def circle(x: float, y: float, radius: float) -> skia.Path:
    """A circle."""
    made = skia.Path()
    made.addCircle(x, y, radius)
    return made


def box(width: float, height: float, radius: float = 0, x: float = 0, y: float = 0) -> skia.Path:
    """A rectangle around a point."""
    made = skia.Path()
    made.addRoundRect(skia.Rect.MakeXYWH(x - width / 2, y - height / 2, width, height), radius, radius)
    return made


def ellipse(width: float, height: float, x: float = 0, y: float = 0) -> skia.Path:
    """An ellipse around a point."""
    made = skia.Path()
    made.addOval(skia.Rect.MakeXYWH(x - width / 2, y - height / 2, width, height))
    return made


def arc(radius: float, first: float, sweep: float, x: float = 0, y: float = 0) -> skia.Path:
    """Part of a circle, in degrees from three o'clock."""
    made = skia.Path()
    made.addArc(skia.Rect.MakeXYWH(x - radius, y - radius, 2 * radius, 2 * radius), first, sweep)
    return made


@dataclass(frozen=True)
class Mark:
    """One line or surface. `lit` and `glow` are its stroke and fill while it is lit."""

    path: skia.Path
    stroke: str | None = LINE
    fill: str | None = None
    width: float = 3.2
    dash: float = 0
    lit: str | None = AMBER
    glow: str | None = None
    alpha: float = 1.0
    soft: float = 0


@dataclass
class Piece:
    """Everything that makes up a thing, around its own place."""

    marks: list[Mark] = field(default_factory=list)
    words: list[tuple[Words, float, float]] = field(default_factory=list)
    halo: skia.Path | None = None
    """What shines while it is lit."""

    def paint(self, canvas: skia.Canvas, drawn: float, lit: float) -> None:
        """`drawn` says how much of it is there, `lit` how much it shines."""
        if self.halo and lit > 0:
            paint = _paint(AMBER, 0.38 * lit)
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 16))
            canvas.drawPath(self.halo, paint)
        for number, mark in enumerate(self.marks):
            first = 0.55 * number / max(1, len(self.marks))
            _mark(canvas, mark, eased(part(drawn, first, first + 0.45)), lit)
        for words, x, y in self.words:
            share = eased(part(drawn, 0.45, 1.0))
            if share < 1:
                canvas.saveLayerAlpha(None, round(255 * share))
            words.paint(canvas, x, y)
            if share < 1:
                canvas.restore()


def _mark(canvas: skia.Canvas, mark: Mark, drawn: float, lit: float) -> None:
    if drawn <= 0:
        return
    if mark.fill or mark.glow:
        fill = mixed(mark.fill or DEEP, mark.glow, lit) if mark.glow else str(mark.fill)
        paint = _paint(fill, mark.alpha * drawn * (1 if mark.fill else lit))
        if mark.soft:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, mark.soft))
        canvas.drawPath(mark.path, paint)
    if mark.stroke:
        paint = _paint(mixed(mark.stroke, mark.lit, lit), mark.alpha)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(mark.width * (1 + 0.25 * lit))
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        effect = skia.TrimPathEffect.Make(0, drawn) if drawn < 1 else None
        if mark.dash:
            dashes = skia.DashPathEffect.Make([mark.dash, mark.dash * 0.8], 0)
            effect = skia.PathEffect.MakeCompose(dashes, effect) if effect else dashes
        if effect:
            paint.setPathEffect(effect)
        canvas.drawPath(mark.path, paint)


def mixed(colour: str, other: str | None, share: float) -> str:
    """A colour on the way to another."""
    if other is None or share <= 0:
        return colour
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _paint(colour: str, alpha: float) -> skia.Paint:
    paint = skia.Paint(AntiAlias=True)
    red, green, blue = bytes.fromhex(colour[1:])
    paint.setColor(skia.Color(red, green, blue, round(255 * alpha)))
    return paint
