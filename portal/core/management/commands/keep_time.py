"""Do what the calendar asks for: scheduled publishing every minute, tidying once a day."""

import logging
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from portal.core.clock import Job, Timetable, stop_on_signals

logger = logging.getLogger(__name__)
MINUTE, HOUR, DAY = 60, 3_600, 86_400


def jobs() -> list[Job]:
    """What is to be done regularly; task results are kept by those queues alone that live in the database."""
    queues = [name for name, queue in settings.TASKS.items() if queue["BACKEND"].endswith("DatabaseBackend")]
    return [
        Job(("publish_scheduled",), every=MINUTE),
        Job(("send_mail",), every=MINUTE),
        Job(("move_waiting_lists",), every=MINUTE),
        Job(("tidy_files",), every=HOUR),
        Job(("send_reminders",), every=HOUR),
        Job(("remind_sessions",), every=HOUR),
        Job(("send_digest",), every=HOUR),
        Job(("tidy_people",), every=HOUR),
        Job(("forward_statements",), every=HOUR),
        Job(("send_talk_digest",), every=HOUR),
        Job(("clearsessions",), every=DAY),
        Job(("forget_old",), every=DAY),
        Job(("tidy_activities",), every=DAY),
        *(Job(("prune_db_task_results", "--backend", name), every=DAY) for name in queues),
    ]


class Command(BaseCommand):
    """`manage.py keep_time`: runs beside the web server; one is enough for a site."""

    help = "Publishes what is scheduled every minute and removes old task results and sessions once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` is for cron and for tests."""
        parser.add_argument("--once", action="store_true", help="do everything once and end")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Run the jobs whenever they are due, until asked to stop."""
        stop = threading.Event()
        timetable = Timetable(jobs())
        if not once:
            stop_on_signals(stop)
        while not stop.is_set():
            for job in timetable.due(time.monotonic()):
                self.run(job)
            if once:
                return
            stop.wait(5)

    def run(self, job: Job) -> None:
        """Run one job; a failure is logged and tried again at its next time."""
        close_old_connections()
        try:
            call_command(*job.command, verbosity=0)
        except Exception:  # whatever it was, the clock goes on
            logger.exception("%s failed", " ".join(job.command))
        close_old_connections()
