"""A person's own files, and the address uploads go to, in the reader's language."""

from django.urls import path

from portal.files.views import mine, tus

urlpatterns = [
    path("files/", mine.overview, name="my_files"),
    path("files/<uuid:uuid>/delete/", mine.delete, name="my_file_delete"),
    path("uploads/", tus.uploads, name="uploads"),
    path("uploads/<uuid:uuid>/", tus.upload, name="upload"),
]
