"""The interface's message catalogues: collected, checked and compiled in Python alone, without GNU gettext."""
