"""Browser tests: the demo as a user would run it, seen through Chromium and an HTTP client."""
