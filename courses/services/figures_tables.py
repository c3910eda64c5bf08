"""The figures as tables for a file: what the screen shows, no more."""

from typing import Any

from django.utils.translation import gettext as _

from courses.permissions import may_manage_courses
from courses.services.figures import Figures, Spread, Stage
from courses.small_numbers import Share
from portal.accounts.models import User
from portal.core import audit
from portal.core.errors import NotAllowed

Sheet = tuple[str, list[list[Any]]]


def sheets(found: Figures) -> list[Sheet]:
    """One for each section of the screen."""
    few = _("not shown")
    stages = [[str(Stage(stage).label), few if number is None else number] for stage, number in found.stages.items()]
    steps = [[str(label), few if number is None else number] for label, number in found.steps]
    days = [[_("The whole course"), *_spread(found.course_days)]]
    days += [[f"{unit.number} {unit.title}", *_spread(spread)] for unit, spread in found.unit_days]
    stops = [[f"{unit.number} {unit.title}", number] for unit, number in found.stops]
    doing = [[str(kind.label), "" if percent is None else percent] for kind, percent in found.doing]
    return [
        (_("Enrolment"), [[_("Step"), _("People")], *steps, *stages]),
        (_("Time to finish"), [[_("Unit"), _("Median days"), _("Lower quartile"), _("Upper quartile")], *days]),
        (_("Where people stopped"), [[_("Last unit opened"), _("People")], *stops]),
        (_("Reading and doing"), [[_("Kind"), _("Done, %")], *doing]),
        (_("Difficulty by language"), [_head(), *_items(found)]),
    ]


def taken_out(*, user: User, found: Figures, form: str) -> list[Sheet]:
    """The same for a file, noted in the log. Raises NotAllowed."""
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers may take figures out."))
    audit.record(actor=user, action="course.figures_exported", target=found.cohort, data={"as": form})
    return sheets(found)


def share_words(found: Share | None) -> str:
    """“58 %”, “67 % or more”, a dash for what is not shown."""
    if found is None:
        return "–"
    if found.percent is not None:
        return _("%(number)d %%") % {"number": found.percent}
    if found.at_least is not None:
        return _("%(number)d %% or more") % {"number": found.at_least}
    if found.at_most is not None:
        return _("%(number)d %% or less") % {"number": found.at_most}
    return _("too few to say")


def _head() -> list[str]:
    return [_("Unit"), _("Kind"), _("No."), _("Language"), _("Tried"), _("Right first time"), _("Mean score, %"), ""]


def _items(found: Figures) -> list[list[Any]]:
    return [
        [
            f"{item.unit.number} {item.unit.title}",
            str(item.kind.label),
            item.number,
            line.language,
            share_words(line.tried),
            share_words(line.right),
            "" if line.mean is None else line.mean,
            _("differs clearly") if line.language in item.apart else "",
        ]
        for item in found.items
        for line in item.languages
    ]


def _spread(spread: Spread) -> list[Any]:
    return ["" if value is None else value for value in (spread.middle, spread.low, spread.high)]
