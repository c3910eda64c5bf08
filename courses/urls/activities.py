"""Activities on pages of their own."""

from django.urls import path

from courses.views import h5p_activity

urlpatterns = [
    path("activities/<uuid:uuid>/", h5p_activity.activity, name="activity"),
    path("activities/<uuid:uuid>/session/", h5p_activity.session, name="session"),
]
