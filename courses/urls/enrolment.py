"""Cohorts, joining one, and how far one is."""

from django.urls import path

from courses.views import cohort_places, my_course

urlpatterns = [
    path("", my_course.mine, name="mine"),
    path("place/", my_course.place, name="place"),
    path("<uuid:uuid>/", my_course.show, name="my_course"),
    path("<uuid:uuid>/accept/", cohort_places.accept, name="enrolment_accept"),
    path("<uuid:uuid>/withdraw/", cohort_places.withdraw, name="enrolment_withdraw"),
    path("cohorts/", cohort_places.index, name="cohorts"),
    path("cohorts/<uuid:uuid>/", cohort_places.show, name="cohort"),
    path("cohorts/<uuid:uuid>/join/", cohort_places.join, name="cohort_join"),
    path("cohorts/<uuid:uuid>/manage/", cohort_places.show, name="cohort_manage"),
    path("join/<str:token>/", cohort_places.invitation, name="cohort_invitation"),
]
