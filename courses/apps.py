from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """The course room: so far its interactive activities."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Tell the register of personal data what this room knows about people."""
        from courses import own_data

        own_data.register()
