"""Tasks at school."""

from django.urls import path

from courses.views import school_tasks, submissions

urlpatterns = [
    path("tasks/<uuid:page>/<uuid:task>/", school_tasks.task, name="school_task"),
    path("tasks/<uuid:page>/<uuid:task>/comment/", school_tasks.comment, name="school_task_comment"),
    path("tasks/<uuid:page>/<uuid:task>/files/<uuid:file>/delete/", school_tasks.remove_file, name="school_task_file"),
    path("submissions/<uuid:uuid>/", submissions.submission, name="submission"),
    path("submissions/<uuid:uuid>/comment/", submissions.comment, name="submission_comment"),
]
