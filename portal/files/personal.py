"""What people keep for themselves: only they read it."""

from portal.files import access
from portal.files.choices import PERSONAL

access.register(
    PERSONAL,
    may_read=lambda user, file: user.is_authenticated and file.owner_id == user.pk,
    may_add=lambda user: user.is_authenticated,
)
