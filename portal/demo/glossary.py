"""The project's terms in each language, from the glossary page of the content."""

from itertools import permutations

from portal.demo.source import Source

KEY = "glossary"


def glossary(source: Source) -> list[tuple[str, str, str, str]]:
    """Source language, target language, term, agreed words ("Mentorin, Mentor" becomes "Mentorin|Mentor")."""
    plan = next((plan for plan in source.pages if plan.key == KEY), None)
    if plan is None:
        return []
    terms = {
        language: [title.rstrip(".") for block in text.blocks if block.name == "terms" for _t, title, _m in block.items]
        for language, text in plan.texts.items()
    }
    return [
        (one, other, term.split(", ")[0], "|".join(words.split(", ")))
        for one, other in permutations(terms, 2)
        for term, words in zip(terms[one], terms[other], strict=True)
    ]
