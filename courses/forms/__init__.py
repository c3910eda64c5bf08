"""Forms of the course room."""
