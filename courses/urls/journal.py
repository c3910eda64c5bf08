"""The private journal, and what is shared of it."""

from django.urls import path, re_path

from courses.views import journal, journal_shared

urlpatterns = [
    path("journal/", journal.index, name="journal"),
    path("journal/new/", journal.new, name="journal_new"),
    re_path(r"^journal/export\.(?P<ending>pdf|md)$", journal.export, name="journal_export"),
    path("journal/units/<uuid:unit>/<uuid:block>/", journal.reflection, name="reflection"),
    path("journal/<uuid:uuid>/", journal.entry, name="journal_entry"),
    path("journal/<uuid:uuid>/delete/", journal.delete, name="journal_delete"),
    path("<uuid:cohort>/shared/", journal_shared.shared, name="journal_shared"),
]
