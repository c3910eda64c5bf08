"""What course managers do."""

from django.urls import path

from courses.views import managing

urlpatterns = [
    path("cohorts/<uuid:uuid>/enrol/", managing.enrol_list, name="cohort_enrol"),
    path("cohorts/<uuid:uuid>/copy/", managing.copy, name="cohort_copy"),
    path("archives/", managing.archives, name="archives"),
    path("archives/ask/", managing.archive_ask, name="archive_ask"),
    path("archives/take-in/", managing.archive_take_in, name="archive_take_in"),
]
