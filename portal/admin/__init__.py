"""The public site's part of the Wagtail admin: news categories, results, and what to do next."""
