"""Answers to native questions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
