"""The pages of people that are our own."""

from django.urls import path

from portal.people.views import profile

app_name = "people"
urlpatterns = [
    path("", profile.show, name="account"),
    path("data/", profile.show, name="data"),
]
