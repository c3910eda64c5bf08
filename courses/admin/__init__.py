"""Activities and their libraries in the Wagtail admin, for course managers, editors and administrators."""
