"""Pages of the course room, below a language."""

from django.urls import include, path

from courses.urls.reading import public_patterns

app_name = "courses"
urlpatterns = [
    path("", include("courses.urls.activities")),
    path("", include(public_patterns)),
    path("my-course/", include("courses.urls.reading")),
    path("my-course/", include("courses.urls.enrolment")),
    path("my-course/", include("courses.urls.questions")),
    path("my-course/", include("courses.urls.journal")),
    path("my-course/", include("courses.urls.school_tasks")),
    path("my-course/", include("courses.urls.talk")),
    path("my-course/", include("courses.urls.sessions")),
    path("my-course/", include("courses.urls.facilitating")),
    path("my-course/", include("courses.urls.managing")),
    path("certificates/", include("courses.urls.certificates")),
]
