"""Which fields of plain records exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from portal.accounts.models import Organisation, OrganisationPerson


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    """Name, unit and summary; what they share (place, role, website) exists once."""

    fields = ("name", "unit", "summary")


@register(OrganisationPerson)
class OrganisationPersonTranslation(TranslationOptions):
    """A role reads differently in each language; a person's name does not."""

    fields = ("role",)
