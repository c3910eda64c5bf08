"""Certificates: one's own, and the page that proves them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
