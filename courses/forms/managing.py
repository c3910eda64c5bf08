"""What course managers send: a list of people, the days of a copy, an archive."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.choices import ARCHIVES
from courses.roster import COLUMNS, LARGEST, LONGEST, BadList, Roster, read
from portal.core.errors import DomainError
from portal.files import services
from portal.files.models import StoredFile

WORDS = {
    "empty": gettext_lazy("The file is empty."),
    "large": gettext_lazy("The file is too large for a list of people."),
    "rows": gettext_lazy("The list has %(about)s people; send %(most)s at most at once."),
    "columns": gettext_lazy("The file cannot be read as a table. Save it as CSV and send it again."),
    "email": gettext_lazy("No column is called “email”. The columns are: %(about)s."),
    "twice": gettext_lazy("Two columns mean the same: “%(about)s”."),
}


class ListForm(forms.Form):
    """A CSV file of people."""

    file = forms.FileField(
        label=gettext_lazy("List of people (CSV)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )
    roster: Roster

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.fields["file"].help_text = _(
            "The first line names the columns: %(columns)s. Only the first is needed. At most %(most)s people."
        ) % {"columns": ", ".join(COLUMNS), "most": LONGEST}

    def clean_file(self) -> Any:
        """Read it; a file that is no list says why."""
        upload = self.cleaned_data["file"]
        try:
            self.roster = read(upload.read(LARGEST + 1))
        except BadList as fault:
            raise forms.ValidationError(
                str(WORDS[fault.code]) % {"about": fault.about, "most": LONGEST}, code=fault.code
            ) from fault
        return upload


class CopyForm(forms.Form):
    """A cohort once more."""

    name = forms.CharField(label=gettext_lazy("Name of the new cohort"), max_length=120)
    start = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Sessions and due dates move by as many days as the first day does."),
    )
    with_people = forms.BooleanField(
        label=gettext_lazy("The same facilitators and mentors"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


class ArchiveForm(forms.Form):
    """An archive of a course: as a file, or as the name of an upload that has arrived."""

    file = forms.FileField(
        label=gettext_lazy("Archive of a course"),
        error_messages={"required": gettext_lazy("Choose a file first.")},
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
        help_text=gettext_lazy("The zip as another site of this kind made it. You see first what would happen."),
    )
    arrived = forms.UUIDField(required=False, widget=forms.HiddenInput)
    replace = forms.BooleanField(
        label=gettext_lazy("Replace what is here already"),
        required=False,
        help_text=gettext_lazy("Pages get a new version; the old one stays in their history. Nothing is deleted."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.user = user
        self.stored: StoredFile | None = None
        self.fields["file"].required = not self.data.get("arrived")

    def clean(self) -> dict[str, Any]:
        """Find the upload, or store the file; what cannot be stored is an error of the field."""
        values = super().clean() or {}
        if values.get("arrived"):
            self.stored = StoredFile.objects.of(self.user, ARCHIVES).filter(uuid=values["arrived"]).first()
            if self.stored is None:
                self.add_error("file", _("This upload is not there any more. Send the file again."))
        elif upload := values.get("file"):
            try:
                self.stored = services.store(stream=upload, name=upload.name, owner=self.user, purpose=ARCHIVES)
            except DomainError as refusal:
                self.add_error("file", str(refusal))
        return values
