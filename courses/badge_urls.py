"""Addresses for programs that check certificates: the same in every language."""

from django.urls import path

from courses.views.certificates import machines

app_name = "badges"
urlpatterns = [
    path("did.json", machines.controller, name="controller"),
    path("status.json", machines.status, name="status"),
    path("achievements/<uuid:course>/<slug:intensity>/", machines.achievement, name="achievement"),
]
