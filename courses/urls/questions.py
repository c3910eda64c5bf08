"""Answers to native questions."""

from django.urls import path

from courses.views import questions

urlpatterns = [path("questions/<uuid:unit>/<uuid:block>/", questions.question, name="question")]
