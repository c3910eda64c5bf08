from django.apps import AppConfig

from portal.core import demo_parts


class CoursesConfig(AppConfig):
    """The course room: so far its interactive activities."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Tell the foundation what this room knows about people, takes, and does."""
        from courses import demo, desk, own_data, own_files, signals, words

        desk.register()
        signals.connect()
        own_data.register()
        own_files.register()
        words.register()
        demo_parts.register("activities", demo.load)
