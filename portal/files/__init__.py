"""Private files: resumable upload, checks, scanning, guarded download. They never lie in the media folder."""
