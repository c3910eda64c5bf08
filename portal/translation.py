"""Which fields of the public site's plain records exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from portal.models import NewsCategory, ResultVersion


@register(NewsCategory)
class NewsCategoryTranslation(TranslationOptions):
    """The name."""

    fields = ("name",)


@register(ResultVersion)
class ResultVersionTranslation(TranslationOptions):
    """What changed."""

    fields = ("note",)
