"""Small predicates of the course room: used by services, views, menus and templates alike."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from courses.choices import CohortRole, EnrolmentState, H5PAccess
from portal.accounts.permissions import has_role, is_editor
from portal.accounts.roles import SiteRole

CourseRule = Callable[[Any, Any], bool]
_course_rules: list[CourseRule] = []


def register_course_rule(rule: CourseRule) -> None:
    """Add a rule `rule(user, activity)` that says whether a course this person takes uses the activity."""
    if rule not in _course_rules:
        _course_rules.append(rule)


def may_manage_activities(user: Any) -> bool:
    """Whether this person may add, change and remove activities whose libraries are installed."""
    return has_role(user, SiteRole.COURSE_MANAGER) or is_editor(user) or _has(user, "courses.add_h5pactivity")


def may_install_libraries(user: Any) -> bool:
    """Whether this person may bring new or changed library code to the site: it runs in learners' browsers."""
    return _has(user, "courses.install_h5p_library")


def may_play(user: Any, activity: Any) -> bool:
    """Whether this person, or a visitor who has not signed in, may open the activity."""
    if activity.access == H5PAccess.OPEN:
        return True
    if not _is_active(user):
        return False
    if activity.access == H5PAccess.SIGNED_IN or may_manage_activities(user):
        return True
    return any(rule(user, activity) for rule in _course_rules)


def may_record(user: Any, activity: Any) -> bool:
    """Whether results and saved state of this person are kept: never for visitors."""
    return _is_active(user) and may_play(user, activity)


def may_manage_courses(user: Any) -> bool:
    """Whether this person looks after cohorts, figures and certificates of every course."""
    return has_role(user, SiteRole.COURSE_MANAGER)


def may_facilitate(user: Any, cohort: Any) -> bool:
    """Whether this person leads the cohort: its facilitators, and course managers. One query at most."""
    return may_manage_courses(user) or _looks_after(user, cohort, CohortRole.FACILITATOR)


def may_mentor(user: Any, cohort: Any) -> bool:
    """Whether this person accompanies the cohort: mentors, too."""
    return may_manage_courses(user) or _looks_after(user, cohort, *CohortRole.values)


def may_read_guides(user: Any, course: UUID) -> bool:
    """Whether this person reads what is written for facilitators of the course: who looks after one of its cohorts,
    and course managers. One query at most.
    """
    if may_manage_courses(user):
        return True
    return _is_active(user) and user.cohort_roles.filter(cohort__course=course).exists()


def may_learn(user: Any, enrolment: Any) -> bool:
    """Whether this person may do things in an enrolment: their own, while they take part."""
    return _is_active(user) and enrolment.user_id == user.pk and enrolment.state == EnrolmentState.ACTIVE


def _looks_after(user: Any, cohort: Any, *roles: str) -> bool:
    return _is_active(user) and cohort.people.filter(user=user, role__in=roles).exists()


def _has(user: Any, permission: str) -> bool:
    return _is_active(user) and user.has_perm(permission)


def _is_active(user: Any) -> bool:
    return bool(user and user.is_authenticated and user.is_active)
