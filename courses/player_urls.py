"""The player's page and the files it may load."""

from django.http import Http404, HttpResponse
from django.urls import path

from courses.views import h5p_player


def _nothing(*_args: object, **_values: object) -> HttpResponse:
    raise Http404


app_name = "h5p"
urlpatterns = [
    path("c/<str:token>/", h5p_player.frame, name="frame"),
    path("c/<str:token>/content/<path:path>", h5p_player.content, name="content"),
    path("l/<str:token>/", _nothing, name="libraries"),
    path("l/<str:token>/<str:sha256>/<path:path>", h5p_player.library, name="library"),
]
