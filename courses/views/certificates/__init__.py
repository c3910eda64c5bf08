"""Screens of certificates: thin."""
