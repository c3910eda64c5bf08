"""`manage.py check --deploy` refuses what must not go public."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from portal.core.choices import FundingKind


@register(Tags.compatibility, deploy=True)
def funding_texts_are_verified(**_: Any) -> list[CheckMessage]:
    """Each funding text in use must be known and verified by a person (FUNDING_TEXTS.md)."""
    from portal.core.models import FundingText, ProjectSettings

    try:
        regimes = set(ProjectSettings.objects.values_list("funding_regime", flat=True))
        known = {(t.regime, t.kind, t.language): t for t in FundingText.objects.filter(regime__in=regimes)}
    except DatabaseError:
        return []  # before the first migration there is nothing in use
    problems: list[CheckMessage] = []
    for regime in sorted(regimes):
        for kind in FundingKind.values:
            for language, _name in settings.LANGUAGES:
                problems += _problem(known.get((regime, kind, language)), regime, kind, language)
    return problems


def _problem(text: Any, regime: str, kind: str, language: str) -> list[CheckMessage]:
    where = f"The {kind} of {regime} in “{language}”"
    hint = "Compare it with the official list, then fill in “verified by” under Settings, Funding texts."
    if text is None:
        return [Error(f"{where} is missing.", hint="Add the official wording. " + hint, id="core.E001")]
    if not text.is_verified:
        return [Error(f"{where} is not verified by anyone.", hint=hint, id="core.E002")]
    return []
