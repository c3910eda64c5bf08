"""The foundation's part of the Wagtail admin: content checks, menus of its records, tables of things to do."""
