"""The glossary's beginning: what a project brings along."""

from collections.abc import Iterable

from portal.translations.models import GlossaryTerm


def seed(rows: Iterable[tuple[str, str, str, str]]) -> int:
    """Add the terms of pairs of languages for which nobody has entered any yet; returns how many."""
    known = set(GlossaryTerm.objects.values_list("source_language", "target_language").distinct())
    fresh = [
        GlossaryTerm(source_language=source, target_language=target, term=term, translation=words)
        for source, target, term, words in rows
        if (source, target) not in known
    ]
    return len(GlossaryTerm.objects.bulk_create(fresh, ignore_conflicts=True))
