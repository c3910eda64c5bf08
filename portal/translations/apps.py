from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """The translation desk: what waits in which language, and where it is put into words."""

    name = "portal.translations"
    label = "translations"
    verbose_name = _("Translation desk")

    def ready(self) -> None:
        """Register what is translatable, listen for changes, and put people's wordings over the catalogues."""
        from portal.core import translatables
        from portal.translations import overrides, personal, signals
        from portal.translations.kinds import InterfaceKind, LabelKind, PageKind, RecordKind

        for kind in (PageKind(), RecordKind(), LabelKind(), InterfaceKind()):
            translatables.register(kind)
        signals.connect()
        overrides.connect()
        personal.connect()
