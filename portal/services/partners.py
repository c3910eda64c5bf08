"""Reads for the partners page: organisations by country, in the order of the consortium."""

from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from portal.accounts.models import Organisation


def country_name(code: str) -> str:
    """The country in the reader's language, from CLDR; the code itself where CLDR does not know it."""
    try:
        return Locale.parse(get_language() or "en").territories.get(code, code)
    except (UnknownLocaleError, ValueError):
        return code


def context() -> dict[str, Any]:
    """All organisations, flat for the map and by country for the list: two queries."""
    organisations = list(Organisation.objects.prefetch_related("people"))
    return {"organisations": organisations, "countries": by_country(organisations)}


def by_country(organisations: list[Organisation]) -> list[dict[str, Any]]:
    """Countries in the order in which their first organisation comes."""
    groups: dict[str, list[Organisation]] = {}
    for organisation in organisations:
        groups.setdefault(organisation.country, []).append(organisation)
    return [{"code": code, "name": country_name(code), "organisations": rows} for code, rows in groups.items()]
