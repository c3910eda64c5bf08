"""The three intensities of the course and the units the light one leaves open; a course manager's changes stay."""

import yaml

from courses.choices import Intensity
from courses.demo import texts
from courses.demo.loader import page_key
from courses.models import CourseIntensity, CoursePage, UnitRule


def load(update: bool = False) -> int:
    """Store what is missing; nothing is renewed, since people change it."""
    course = page_key("course")
    if not CoursePage.objects.filter(translation_key=course).exists():
        return 0
    stored = 0
    for code, values in yaml.safe_load((texts.HERE / "intensities.yaml").read_text(encoding="utf-8")).items():
        row, created = CourseIntensity.objects.get_or_create(course=course, code=code, defaults=values)
        if created and code == Intensity.LIGHT:
            UnitRule.objects.bulk_create(UnitRule(intensity=row, unit=page_key(name)) for name in left_open())
        stored += created
    return stored


def left_open() -> list[str]:
    """Units that the light intensity does not ask, by their files' names."""
    found = texts.read(["en"]).first
    return [name for name, text in found.items() if "/unit-" in name and not text.front["light"]]
