"""The pages of people that are our own."""

from django.urls import path

from portal.people.views import data, invitation, profile

app_name = "people"
urlpatterns = [
    path("", profile.show, name="account"),
    path("data/", data.overview, name="data"),
    path("data/copy/", data.ask_export, name="export"),
    path("data/delete/", data.delete, name="delete"),
    path("invitation/<str:token>/", invitation.answer, name="invitation"),
    path("data/keep/", data.take_back, name="keep"),
]
