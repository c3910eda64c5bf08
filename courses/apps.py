from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """The course room: so far its interactive activities."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Tell the foundation what this room knows about people, takes, and does."""
        from courses import desk, own_data, own_files, signals, words

        desk.register()
        signals.connect()
        own_data.register()
        own_files.register()
        words.register()
