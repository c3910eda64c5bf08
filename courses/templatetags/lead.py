"""The matrix of learners and units as HTML, without a template for each of its thousands of cells."""

from collections.abc import Iterator
from uuid import UUID

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from courses.leading import Cell
from courses.services import figures_tables
from courses.services.lead_matrix import Matrix, Row
from courses.small_numbers import Share

register = template.Library()

SIGNS = {"stuck": "stale", "quiet": "wait", "nothing": "open", "finished": "done"}


@register.filter
def sign_of(mark: str) -> str:
    """The shape that goes with what is said about a learner."""
    return SIGNS.get(mark, "open")


@register.filter
def days_quiet(days: int) -> str:
    """“today”, “3 days”."""
    if not days:
        return gettext("today")
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


@register.filter
def share_words(share: Share | None) -> str:
    """“58 %”, “67 % or more”."""
    return figures_tables.share_words(share)


@register.simple_tag
def matrix_rows(matrix: Matrix, rows: list[Row]) -> SafeString:
    """The body of the table. Ends of cells are left out, as HTML allows: it saves a third of the page.

    A cell says its state as a word; the style sheet draws a sign over it. What comes after the last unit somebody
    opened is one cell.
    """
    words = {cell: str(cell.label) for cell in Cell}
    cells = {
        Cell.DONE: f"<td>{words[Cell.DONE]}",
        Cell.BEGUN: f'<td class="b">{words[Cell.BEGUN]}',
        Cell.OPEN: f'<td class="o">{words[Cell.OPEN]}',
    }
    ends: dict[int, str] = {}
    quiet: dict[int, str] = {}
    keys = [unit.key for unit in matrix.units]
    whole = "".join(_line(matrix, row, keys, cells, ends, quiet) for row in rows)
    return mark_safe(whole)  # noqa: S308 - names are escaped in _line


def _line(
    matrix: Matrix,
    row: Row,
    keys: list[UUID],
    cells: dict[Cell, str],
    ends: dict[int, str],
    quiet: dict[int, str],
) -> str:
    pk, team = row.enrolment.pk, row.enrolment.team
    name, where = escape(row.name), f"<small>{escape(team.name)}</small>" if team else ""
    if row.quiet not in quiet:
        quiet[row.quiet] = days_quiet(row.quiet)
    head = (
        f'<tr><th scope="row"><input type="checkbox" name="who" value="{pk}" aria-labelledby="w{pk}">'
        f'<a id="w{pk}" href="../learners/{row.enrolment.uuid}/">{name}</a>{where}'
        f"<td>{row.done}/{len(matrix.required)}<td>{quiet[row.quiet]}"
    )
    return f"{head}{''.join(_cells(row, keys, cells, ends))}\n"


def _cells(row: Row, keys: list[UUID], cells: dict[Cell, str], ends: dict[int, str]) -> Iterator[str]:
    states = [row.traces.cell(key) for key in keys]
    touched = max((place for place, state in enumerate(states) if state != Cell.OPEN), default=-1) + 1
    yield from (cells[state] for state in states[:touched])
    left = len(states) - touched
    if left:
        if left not in ends:
            word = ngettext("%(number)d unit open", "%(number)d units open", left) % {"number": left}
            ends[left] = f'<td class="r" colspan="{left}">{word}'
        yield ends[left]
