"""The funding statement and disclaimer for a reader, never invented: where a wording is unknown, English stands."""

from dataclasses import dataclass

from django.conf import settings

from portal.core.choices import FundingKind
from portal.core.models import FundingText, ProjectSettings


@dataclass(frozen=True)
class Funding:
    """Both texts, each with the language it is really in (empty texts where not even English is known)."""

    statement: str = ""
    statement_lang: str = ""
    disclaimer: str = ""
    disclaimer_lang: str = ""


def texts_for(project: ProjectSettings, language: str) -> Funding:
    """The texts of the project's programme period in this language, else in English."""
    order = {language: 0, settings.LANGUAGE_CODE: 1}
    rows = FundingText.objects.filter(regime=project.funding_regime, language__in=order)
    best: dict[str, FundingText] = {}
    for row in sorted(rows, key=lambda text: order[text.language], reverse=True):
        best[row.kind] = row

    def text(kind: str) -> tuple[str, str]:
        row = best.get(kind)
        return (row.text.replace("{agency}", project.agency), row.language) if row else ("", "")

    return Funding(*text(FundingKind.STATEMENT), *text(FundingKind.DISCLAIMER))
