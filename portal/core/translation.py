"""Which fields of the foundation's plain records exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from portal.core.models import BigIdea, PortalImage, ProjectSettings


@register(BigIdea)
class BigIdeaTranslation(TranslationOptions):
    """All its words; only the number is shared."""

    fields = ("name", "statement", "summary")


@register(PortalImage)
class PortalImageTranslation(TranslationOptions):
    """The alt text."""

    fields = ("description",)


@register(ProjectSettings)
class ProjectSettingsTranslation(TranslationOptions):
    """The words of the settings; numbers, dates and logo are shared."""

    fields = ("name", "tagline", "footer_text")
