"""Discussions of a cohort."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
