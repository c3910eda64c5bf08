"""The course as content: pages, and the records their blocks point at."""

from courses.models.course.pages import CoursePage, ModulePage, UnitPage
from courses.models.course.records import Source, Term, Video
from courses.models.course.rules import CourseIntensity, UnitRule

__all__ = ["CourseIntensity", "CoursePage", "ModulePage", "Source", "Term", "UnitPage", "UnitRule", "Video"]
