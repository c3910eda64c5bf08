"""Screens of people: thin."""
