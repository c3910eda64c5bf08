"""Certificates: what is still missing, what is confirmed, what is issued, and how anybody checks it."""
