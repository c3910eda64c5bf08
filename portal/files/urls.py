"""Where private files leave."""

from django.urls import path

from portal.files.views.download import download

app_name = "files"
urlpatterns = [path("<uuid:uuid>/", download, name="download")]
