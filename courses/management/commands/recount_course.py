"""Work everybody's progress out again from the records; on a sound database nothing differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.services import recount

WORDS = {
    "missing": "there is a record, but the part is not done",
    "not_passed": "the record passed, the part did not",
    "unit": "all parts are done, but the unit is not",
    "unproved": "the part is done, but there is no record of it (it stays)",
}


class Command(BaseCommand):
    """Says what differs; `--write` stores what is missing. Nothing done is taken away."""

    help = "Compare everybody's progress in the course with the records of what they did."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="store what is missing")

    def handle(self, *_args: Any, write: bool, **_options: Any) -> None:
        found = list(recount.differences())
        for one in found:
            where = f"enrolment {one.enrolment}, unit {one.unit}" + (
                f", part {one.part} ({one.kind})" if one.part else ""
            )
            self.stdout.write(f"{where}: {WORDS[one.what]}")
        if write:
            self.stdout.write(f"{recount.write(found)} of {len(found)} written.")
        else:
            self.stdout.write(f"{len(found)} differences." if found else "Nothing differs.")
