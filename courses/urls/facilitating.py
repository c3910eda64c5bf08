"""What facilitators and mentors see."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
