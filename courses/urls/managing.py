"""What course managers do."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
