"""A cohort whose days don't depend on the clock, people in it, and their browsers."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from courses.models import Cohort, Enrolment
from portal.accounts.models import User
from tests.factories import course as factory


def client(person: User) -> Client:
    """This person's browser."""
    found = Client()
    found.force_login(person)
    return found


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field."""
    field = re.search(rf'<input type="hidden" name="{name}"[^>]*>', page.content.decode())
    assert field, f"no field {name}"
    found = re.search(r'value="([^"]*)"', field[0])
    return found[1] if found else ""


@dataclass
class Stage:
    """A learner with a facilitator, and the task of unit 2.1."""

    course: factory.SmallCourse
    cohort: Cohort
    enrolment: Enrolment
    guide: User

    def __post_init__(self) -> None:
        self.learner = self.enrolment.user
        self.page, self.task = self.course.key(2, 1), self.course.block("task")
        self.url = reverse("courses:school_task", args=[self.page, self.task])
        self.about = {"enrolment": self.enrolment, "page": self.page, "task": self.task, "language": "de"}

    def browse(self) -> Client:
        """The learner's browser."""
        return client(self.learner)

    def end(self) -> None:
        """The cohort is over."""
        self.cohort.state = "ended"
        self.cohort.save()


def stage(course: factory.SmallCourse) -> Stage:
    """People in a cohort of a course that stands: new in each test."""
    cohort = factory.cohort(course, "Spring", start=None, end=None)
    return Stage(course, cohort, factory.learner(cohort), factory.facilitator(cohort))
