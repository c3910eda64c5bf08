"""Discussions of a cohort."""

from django.urls import path

from courses.views import talk, talk_posts

urlpatterns = [
    path("talk/", talk.home, name="talk"),
    path("talk/mails/", talk.wishes, name="talk_wishes"),
    path("talk/<uuid:cohort>/", talk.cohort, name="talk_cohort"),
    path("talk/<uuid:cohort>/<uuid:page>/", talk.page, name="talk_page"),
    path("talk/thread/<uuid:uuid>/", talk.thread, name="talk_thread"),
    path("talk/post/<uuid:uuid>/", talk_posts.post, name="talk_post"),
    path("talk/post/<uuid:uuid>/edit/", talk_posts.edit, name="talk_edit"),
    path("talk/post/<uuid:uuid>/delete/", talk_posts.delete, name="talk_delete"),
    path("talk/post/<uuid:uuid>/report/", talk_posts.report, name="talk_report"),
    path("talk/post/<uuid:uuid>/hide/", talk_posts.hide, name="talk_hide"),
    path("talk/post/<uuid:uuid>/moderate/", talk_posts.moderate, name="talk_moderate"),
]
