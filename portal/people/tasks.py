"""Work of the background worker."""

from django_tasks import task

from portal.people.models import DataExport
from portal.people.services import export


@task(backend="background")
def make_export(export_id: int) -> bool:
    """Make a person's zip; nothing where the wish is gone."""
    wish = DataExport.objects.select_related("user").filter(pk=export_id).first()
    return bool(wish and export.make(wish))
