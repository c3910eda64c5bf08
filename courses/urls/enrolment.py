"""Cohorts, joining one, and how far one is."""

from django.urls import path

from courses.views import cohort_invite, cohort_manage, cohort_people, cohort_places, intensities, my_course

urlpatterns = [
    path("", my_course.mine, name="mine"),
    path("enrolments/", my_course.enrolments, name="enrolments"),
    path("place/", my_course.place, name="place"),
    path("<uuid:uuid>/", my_course.show, name="my_course"),
    path("<uuid:uuid>/accept/", cohort_places.accept, name="enrolment_accept"),
    path("<uuid:uuid>/withdraw/", cohort_places.withdraw, name="enrolment_withdraw"),
    path("join/<str:token>/", cohort_places.invitation, name="cohort_invitation"),
    path("cohorts/", cohort_places.index, name="cohorts"),
    path("cohorts/manage/", cohort_manage.index, name="cohorts_manage"),
    path("cohorts/<uuid:uuid>/", cohort_places.show, name="cohort"),
    path("cohorts/<uuid:uuid>/join/", cohort_places.join, name="cohort_join"),
    path("cohorts/new/", cohort_manage.create, name="cohort_new"),
    path("cohorts/intensities/", intensities.index, name="intensities"),
    path("cohorts/intensities/<int:pk>/", intensities.edit, name="intensity"),
    path("cohorts/<uuid:uuid>/manage/", cohort_manage.show, name="cohort_manage"),
    path("cohorts/<uuid:uuid>/manage/edit/", cohort_manage.edit, name="cohort_edit"),
    path("cohorts/<uuid:uuid>/manage/open/", cohort_manage.open_up, name="cohort_open"),
    path("cohorts/<uuid:uuid>/manage/end/", cohort_manage.end, name="cohort_end"),
    path("cohorts/<uuid:uuid>/manage/people/", cohort_people.people, name="cohort_people"),
    path("cohorts/<uuid:uuid>/manage/people/<int:pk>/remove/", cohort_people.unname, name="cohort_unname"),
    path("cohorts/<uuid:uuid>/manage/teams/", cohort_people.teams, name="cohort_teams"),
    path("cohorts/<uuid:uuid>/manage/teams/<int:pk>/", cohort_people.teams, name="cohort_team"),
    path("cohorts/<uuid:uuid>/manage/dates/", cohort_people.dates, name="cohort_dates"),
    path("cohorts/<uuid:uuid>/manage/invite/", cohort_invite.invite, name="cohort_invite"),
    path("cohorts/<uuid:uuid>/manage/link/", cohort_invite.link, name="cohort_link"),
    path("cohorts/<uuid:uuid>/manage/invitations/<int:pk>/withdraw/", cohort_invite.revoke, name="cohort_revoke"),
    path("cohorts/<uuid:uuid>/manage/<uuid:enrolment>/", cohort_people.decide, name="cohort_decide"),
    path("cohorts/<uuid:uuid>/manage/<uuid:enrolment>/remove/", cohort_people.remove, name="cohort_remove"),
]
