"""One package: as a file, or as the name of an upload that has arrived in parts."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.choices import UPLOADS
from courses.h5p.limits import MB, Limits
from portal.core.errors import DomainError
from portal.files import services
from portal.files.models import StoredFile


class PackageForm(forms.Form):
    """An .h5p file. What is in it is judged by the engine."""

    file = forms.FileField(
        label=gettext_lazy("H5P file"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".h5p"}),
    )
    arrived = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.stored: StoredFile | None = None
        self.fields["file"].help_text = _("A file that ends in .h5p, at most %(size)s MB.") % {
            "size": Limits(**settings.H5P_LIMITS).archive // MB
        }

    def clean(self) -> dict[str, Any]:
        """Find the upload, or store the file; what cannot be stored is an error of the field."""
        values = super().clean() or {}
        if values.get("arrived"):
            self.stored = StoredFile.objects.of(self.user, UPLOADS).filter(uuid=values["arrived"]).first()
            if self.stored is None:
                self.add_error("file", _("This upload is not there any more. Send the file again."))
        elif upload := values.get("file"):
            try:
                self.stored = services.store(stream=upload, name=upload.name, owner=self.user, purpose=UPLOADS)
            except DomainError as refusal:
                self.add_error("file", str(refusal))
        elif "file" not in self.errors:
            self.add_error("file", _("Choose a file first."))
        return values
