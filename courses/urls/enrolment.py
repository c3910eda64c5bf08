"""Cohorts, joining one, and how far one is."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
