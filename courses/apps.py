from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from portal.core import demo_parts


class CoursesConfig(AppConfig):
    """The course room."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Tell the foundation what this room knows about people, takes, and does."""
        from courses import checks, desk, own_data, own_files, signals, words  # noqa: F401 (the checks register themselves)
        from courses.choices import PartKind
        from courses.demo import cohorts, loader, rules, samples
        from courses.services import (
            activity_parts,
            answers,
            attendance,
            enrolment_mails,
            handin_mails,
            journal,
            lead_mails,
            recount,
            school_task_reads,
            session_mails,
            sessions_in_units,
            talk_reads,
            unit_page,
        )
        from courses.services.certificates import letters

        desk.register()
        signals.connect()
        own_data.register()
        own_files.register()
        words.register()
        enrolment_mails.register()
        activity_parts.register()
        unit_page.PARTS |= {"answers": answers.for_unit, "entries": journal.for_unit}
        school_task_reads.register()
        talk_reads.register()
        handin_mails.register()
        session_mails.register()
        sessions_in_units.register()
        lead_mails.register()
        letters.register_examples()
        recount.register(PartKind.QUESTION, answers.deeds)
        recount.register(PartKind.REFLECTION, journal.deeds)
        recount.register(PartKind.TASK, school_task_reads.deeds)
        recount.register(PartKind.SESSION, attendance.deeds)
        demo_parts.register("activities", samples.load)
        demo_parts.register("course", loader.load)
        demo_parts.register("intensities", rules.load)
        demo_parts.register("cohorts", cohorts.load)
        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(set_up, sender=last, dispatch_uid="courses-set-up")


def set_up(using: str, **_: Any) -> None:
    """Give groups their rights once the last app is migrated and all permissions exist."""
    from django.contrib.auth.models import Permission

    from courses.services import rights

    right = Permission.objects.using(using).filter(codename="install_h5p_library")
    if using == "default" and right.exists():
        rights.ensure()
