"""Looking after people in the Wagtail admin."""
