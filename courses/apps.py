from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from portal.core import demo_parts


class CoursesConfig(AppConfig):
    """The course room: so far its interactive activities."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Tell the foundation what this room knows about people, takes, and does."""
        from courses import desk, own_data, own_files, signals, words
        from courses.demo import loader, samples
        from courses.services import enrolment_mails, visits  # noqa: F401 (registers its part of a unit)

        desk.register()
        signals.connect()
        own_data.register()
        own_files.register()
        words.register()
        enrolment_mails.register()
        demo_parts.register("activities", samples.load)
        demo_parts.register("course", loader.load)
        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(set_up, sender=last, dispatch_uid="courses-set-up")


def set_up(using: str, **_: Any) -> None:
    """Give groups their rights once the last app is migrated and all permissions exist."""
    from django.contrib.auth.models import Permission

    from courses.services import rights

    right = Permission.objects.using(using).filter(codename="install_h5p_library")
    if using == "default" and right.exists():
        rights.ensure()
