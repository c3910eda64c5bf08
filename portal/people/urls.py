"""Addresses of people below `/<language>/account/`: allauth's own, then ours."""

from django.urls import include, path

urlpatterns = [
    path("second-step/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("portal.people.own_urls")),
    path("", include("allauth.account.urls")),
]
