"""The pages of people that are our own."""

from django.urls import path

from portal.people.views import data, invitation, organisations, profile

app_name = "people"
urlpatterns = [
    path("", profile.show, name="account"),
    path("data/", data.overview, name="data"),
    path("data/copy/", data.ask_export, name="export"),
    path("data/delete/", data.delete, name="delete"),
    path("invitation/<str:token>/", invitation.answer, name="invitation"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/<slug:key>/", organisations.show, name="organisation"),
    path("organisations/<slug:key>/add/", organisations.add, name="member_add"),
    path("organisations/<slug:key>/invite/", organisations.invite, name="member_invite"),
    path("organisations/<slug:key>/members/<int:pk>/role/", organisations.change, name="member_change"),
    path("organisations/<slug:key>/members/<int:pk>/remove/", organisations.remove, name="member_remove"),
    path("organisations/<slug:key>/invitations/<int:pk>/resend/", organisations.resend, name="member_resend"),
    path("organisations/<slug:key>/invitations/<int:pk>/revoke/", organisations.revoke, name="member_revoke"),
    path("data/keep/", data.take_back, name="keep"),
]
