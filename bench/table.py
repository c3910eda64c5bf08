"""A line of the table, and how figures are worked out."""

from dataclasses import dataclass
from statistics import median, quantiles

from bench.load import Count


@dataclass(frozen=True)
class Line:
    """One line of the table; `met` is None where there is no target."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return f"| {self.what} | {self.figure} | {self.target} | {verdict} |"


def rate(counts: list[Count]) -> float:
    """The median of the rates."""
    return median(count.rate for count in counts)


def ratio(first: list[Count], second: list[Count]) -> float:
    """The median, over the rounds, of how many times as fast the first was."""
    return median(one.rate / other.rate for one, other in zip(first, second, strict=True))


def effort(counts: list[Count]) -> float:
    """Processor time of an answer over all rounds, in milliseconds."""
    return sum(count.work for count in counts) / sum(len(count.durations) for count in counts) * 1000


def both(count: list[Count]) -> str:
    """Answers in a second, and what one costs the server."""
    return f"{rate(count):.0f} a second, {effort(count):.2f} ms of processor time"


def middle(counts: list[Count]) -> str:
    """The median time of an answer, and what it costs the server."""
    return f"{median(count.middle for count in counts):.1f} ms, {effort(counts):.1f} ms of processor time"


def spread(seconds: list[float]) -> str:
    """The median, what 95 of 100 stay below, and the longest."""
    parts = quantiles(seconds, n=100, method="inclusive")
    return f"p50 {parts[49] * 1000:.0f} ms, p95 {parts[94] * 1000:.0f} ms, longest {max(seconds) * 1000:.0f} ms"
