"""What the addresses of private files answer."""

from portal.files.views.download import download

__all__ = ["download"]
