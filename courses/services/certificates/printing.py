"""The certificate on paper: always made anew from the stored facts, and always the same file."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import qrcode
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.choices import Intensity
from courses.models import Certificate
from courses.services.certificates.facts import course_words
from portal.core import pdf, ring
from portal.mail.rendering import absolute

COLOURS = {
    1: ("#133c65", "#e4eaf0"),
    2: ("#0e7d70", "#e0eeea"),
    3: ("#b07a1a", "#f5ebd3"),
    4: ("#9f332d", "#f6e5e0"),
    5: ("#68306c", "#efe5ee"),
}
"""Hue and tint of the five ideas on paper: `tokens.css` in the light theme."""
INK = "#14324a"


def as_pdf(certificate: Certificate) -> bytes:
    """PDF/UA in the holder's language, with the supplement in English."""
    return pdf.make("certificate", _data(certificate), at=certificate.issued_at)


def title(facts: dict[str, Any]) -> str:
    """What the paper is called, in the active language."""
    return _("Certificate") if facts["certificate"] else _("Statement of participation")


def hours(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Kinds of hours with their number, the sum last, in the active language."""
    names = {
        "online": _("Online study"),
        "session": pgettext("course", "Sessions"),
        "school": _("Work at one’s own school"),
        "total": pgettext("hours", "Together"),
    }
    return [(name, number(facts["hours"][key])) for key, name in names.items()]


def number(text: str) -> str:
    """A number in the active language."""
    return str(localize(Decimal(text)))


def day(text: str) -> str:
    """A day in words, in the active language."""
    return date_format(date.fromisoformat(text), "DATE_FORMAT") if text else ""


def _data(certificate: Certificate) -> dict[str, Any]:
    facts, language = certificate.facts, certificate.language
    languages = list(dict.fromkeys((language, settings.LANGUAGE_CODE)))
    with translation.override(language):
        front = _front(certificate)
    return {
        "language": language,
        "title": f"{front['title']}: {certificate.name or front['nobody']}",
        "author": facts["project"]["acronym"],
        "front": front,
        "sheets": [_sheet(facts, code) for code in languages],
        "funding": facts["project"]["funding"].get(language, {"text": "", "language": ""}),
        "ring": _ring(),
        "emblem": _emblem(),
        "qr": _qr(front["url"]),
    }


def _front(certificate: Certificate) -> dict[str, Any]:
    facts, project = certificate.facts, certificate.facts["project"]
    words = course_words(facts, certificate.language)
    total = number(facts["hours"]["total"])
    done, part = _("has completed the blended course"), _("has taken part in the blended course")
    return {
        "title": title(facts),
        "project": " · ".join(part for part in (project["acronym"], project["number"]) if part),
        "name": certificate.name,
        "nobody": _("The name was removed at its holder’s wish"),
        "did": done if facts["certificate"] else part,
        "course": words["title"],
        "course_language": words["language"],
        "about": _("Intensity: %(intensity)s. %(hours)s hours in all.")
        % {"intensity": Intensity(facts["intensity"]).label, "hours": total},
        "hours": [list(row) for row in hours(facts)[:-1]],
        "hour": pgettext("hours", "h"),
        "with_team": _(
            "with a complete Lesson Study cycle in a team: question, study, design, research lesson, discussion, "
            "re-teaching, sharing"
        )
        if facts["certificate"]
        else "",
        "facts": _facts(certificate),
        "check": _("Check this certificate"),
        "check_text": _("Open the address or scan the code. The page says whether the certificate is valid."),
        "qr_alt": _("QR code that leads to the page of this certificate"),
        "emblem_alt": _("Flag of the European Union"),
        "code": certificate.code,
        "entrance": absolute(reverse("courses:certificates")).split("//", 1)[-1],
        "url": absolute(reverse("courses:certificate", args=[certificate.code])),
    }


def _facts(certificate: Certificate) -> list[tuple[str, list[str]]]:
    """Terms, each with its lines."""
    facts = certificate.facts
    cohort = facts["cohort"]
    days = " – ".join(day(cohort[end]) for end in ("start", "end") if cohort[end])
    rows = [
        (_("Issued on"), [date_format(certificate.issued_at.date(), "DATE_FORMAT")]),
        (_("Cohort"), [part for part in (cohort["name"], days) if part]),
        (_("Facilitated by"), [", ".join(facts["facilitators"])] if facts["facilitators"] else []),
    ]
    return [row for row in rows if row[1]]


def _sheet(facts: dict[str, Any], language: str) -> dict[str, Any]:
    with translation.override(language):
        words = course_words(facts, language)
        return {
            "language": language,
            "heading": _("Supplement"),
            "lead": f"{words['title']}, {Intensity(facts['intensity']).label}",
            "words_language": words["language"],
            "outcomes_title": _("What the holder has worked on and shown with a team"),
            "outcomes": words["outcomes"],
            "hours_title": _("Hours"),
            "hours": [list(row) for row in hours(facts)],
            "hours_columns": [_("Kind of work"), _("Hours")],
            "sessions_title": _("Sessions attended"),
            "sessions_columns": [_("Session"), _("Day")],
            "sessions": [_session(row) for row in facts["sessions"]],
            "ethics": _("Ethics checklist signed on %(day)s.") % {"day": day(facts["ethics"])}
            if facts["ethics"]
            else "",
            "scores": _(
                "Scores and results of pupils are no condition: a lesson that failed and was well understood counts."
            ),
        }


def _session(row: dict[str, Any]) -> list[str]:
    name = row["title"] if row["title"].startswith(row["code"]) else f"{row['code']} {row['title']}"
    made_up = _("made up by a written task")
    return [f"{name} ({made_up})" if row["made_up"] else name, day(row["date"])]


def _ring() -> str:
    """The ring as on the site, without its numbers: colours written into it, because paper has no style sheet."""
    ideas = "".join(
        f".i{idea} .ring-tint{{fill:{tint}}}.i{idea} .ring-p{{stroke:{hue}}}.i{idea} .ring-edge{{stroke:{hue}}}"
        for idea, (hue, tint) in COLOURS.items()
    )
    lines = ".ring-p,.ring-edge,.ring-cycle{fill:none}.ring-edge{stroke-width:.9}"
    shared = f"{lines}.ring-cycle{{stroke:{INK};stroke-width:.7}}"
    drawing = re.sub(r"<text.*?</text>|<circle[^>]*/>", "", ring.full())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200" stroke-linecap="round">'
        f"<style>{ideas}{shared}</style>{drawing}</svg>"
    )


def _emblem() -> str:
    drawing = render_to_string("components/eu_emblem.html", {}).strip()
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _qr(address: str) -> str:
    """The address as a QR code: one path, a run of dark modules at a time."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    code.make()
    rows = code.get_matrix()
    runs = "".join(
        f"M{match.start()} {y}h{len(match.group())}v1h-{len(match.group())}z"
        for y, row in enumerate(rows)
        for match in re.finditer("1+", "".join("1" if dark else "0" for dark in row))
    )
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{runs}" fill="{INK}"/></svg>'
