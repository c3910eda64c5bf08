"""One file by a plain form, for browsers without script."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.files.words import bytes_in_words


class UploadForm(forms.Form):
    """A file from this device. Size, name and space are judged by the service that stores it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=None,
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)  # type: ignore[arg-type, misc]
        self.fields["file"].help_text = _("At most %(size)s. Any kind of file.") % {
            "size": bytes_in_words(settings.FILES_MAX_SIZE)
        }

    @staticmethod
    def too_large() -> str:
        """What to say about a form that was not even read."""
        return _("The file is too large; one file may have at most %(limit)s.") % {
            "limit": bytes_in_words(settings.FILES_MAX_SIZE)
        }

    def name(self) -> str:
        """The name as it was sent (Django has taken folders away)."""
        return self.cleaned_data["file"].name or ""
