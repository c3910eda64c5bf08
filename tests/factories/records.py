"""Plain records: categories, organisations, ideas, results, pictures, funding texts."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.roles import GROUPS, MembershipRole
from portal.core.choices import FundingKind, FundingRegime
from portal.core.models import BigIdea, FundingText, PortalImage
from portal.models import NewsCategory, Result, ResultFile, ResultVersion

LANGUAGES = ("en", "hu", "de", "nl")
_numbers = count(1)

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30"><path d="M0 0h40v30z"/></svg>'
)
NAMES = {
    "project": ("Project", "Projekt", "Projekt", "Project"),
    "course": ("Course", "Kurzus", "Kurs", "Cursus"),
}


def in_all(name: str, values: tuple[str, ...]) -> dict[str, str]:
    """Modeltranslation's fields of one name: `{"name_en": …, "name_hu": …}`."""
    return {f"{name}_{language}": value for language, value in zip(LANGUAGES, values, strict=True)}


def category(key: str = "project", **values: Any) -> NewsCategory:
    """A kind of news, made once."""
    names = in_all("name", NAMES.get(key, (key,) * 4))
    return NewsCategory.objects.get_or_create(key=key, defaults={**names, **values})[0]


def organisation(key: str = "", **values: Any) -> Organisation:
    """A partner with a name in each language."""
    key = key or f"partner-{next(_numbers)}"
    names = in_all("name", tuple(f"{key} {language}" for language in LANGUAGES))
    return Organisation.objects.create(**{"key": key, "city": "Budapest", "country": "HU", **names, **values})


def user(email: str = "", *roles: str, **values: Any) -> User:
    """A person with these roles of the site."""
    email = email or f"person-{next(_numbers)}@ls4vet.example"
    person = User.objects.create_user(email, values.pop("password", None), **{"display_name": "Anna Kis", **values})
    person.groups.set([Group.objects.get_or_create(name=GROUPS[role])[0] for role in roles])
    return person


def member(person: User, where: Organisation, role: str = MembershipRole.MEMBER) -> Membership:
    """A person's role in an organisation."""
    return Membership.objects.create(user=person, organisation=where, role=role)


def idea(number: int = 1) -> BigIdea:
    """One of the five big ideas."""
    words = {name: tuple(f"{name} {number} {language}" for language in LANGUAGES) for name in ("name", "statement")}
    fields = {key: value for name, texts in words.items() for key, value in in_all(name, texts).items()}
    return BigIdea.objects.create(number=number, summary_en="Summary", **fields)


def picture(title: str = "") -> PortalImage:
    """A tiny drawing with alt text in each language."""
    title = title or f"picture-{next(_numbers)}"
    words = in_all("description", ("A triangle", "Egy háromszög", "Ein Dreieck", "Een driehoek"))
    return PortalImage.objects.create(title=title, file=ContentFile(SVG, name=f"{title}.svg"), **words)


def result_with_file(code: str = "IO1", content: bytes = b"%PDF-1.7 a short edition", **values: Any) -> ResultFile:
    """A published result with one version and one English PDF."""
    result = Result.objects.create(**{"code": code, "authors": "LS4VET consortium", "state": "published", **values})
    version = ResultVersion.objects.create(
        result=result, number="1.2", date=date(2023, 5, 30), current=True, note_en="Second edition"
    )
    return ResultFile.objects.create(
        version=version, language="en", format="pdf", title="The model", file=ContentFile(content, name=f"{code}.pdf")
    )


def funding_texts(regime: str = FundingRegime.PERIOD_2014, *, verified: bool = True) -> list[FundingText]:
    """Statement and disclaimer in every language, verified or not."""
    proof = {"verified_by": "A. Person", "verified_on": date(2026, 1, 5)} if verified else {}
    return [
        FundingText.objects.create(
            regime=regime,
            kind=kind,
            language=language,
            text=f"{kind} in {language} by {{agency}}",
            source="test",
            **proof,
        )
        for kind in FundingKind.values
        for language in LANGUAGES
    ]
