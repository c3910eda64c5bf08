"""Small predicates of the course room: used by services, views, menus and templates alike."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Exists

from courses.choices import CohortRole, EnrolmentState, H5PAccess
from portal.accounts.permissions import has_role, is_editor
from portal.accounts.roles import SiteRole

CourseRule = Callable[[Any, Any], bool]
_course_rules: list[CourseRule] = []
_KNOWN = "_accompanies"


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


def teams_to_look_after(user: Any, cohort: Any) -> frozenset[int] | None:
    """The teams whose learners this person may see: None means the whole cohort, no team at all means nobody.

    Facilitators and course managers see everybody. Mentors see the teams they are named for, or, named for none, the
    cohort they accompany. Three queries at most.
    """
    if not _is_active(user):
        return frozenset()
    if may_manage_courses(user):
        return None
    roles = set(cohort.people.filter(user=user).values_list("role", flat=True))
    if CohortRole.FACILITATOR in roles:
        return None
    own = frozenset(cohort.teams.filter(mentor=user).values_list("pk", flat=True))
    return None if not own and CohortRole.MENTOR in roles else own


def may_see_learner(user: Any, enrolment: Any) -> bool:
    """Whether this person looks after the learner: their facilitators, their mentor, course managers."""
    teams = teams_to_look_after(user, enrolment.cohort)
    return teams is None or enrolment.team_id in teams


def looks_after_learners(user: Any) -> bool:
    """Whether this person looks after anybody at all. One query at most."""
    return _is_active(user) and (may_manage_courses(user) or any(_accompanies(user)))


def may_read_guides(user: Any, course: UUID) -> bool:
    """Whether this person reads what is written for facilitators of the course: who looks after one of its cohorts,
    and course managers. One query at most.
    """
    if may_manage_courses(user):
        return True
    return _is_active(user) and user.cohort_roles.filter(cohort__course=course).exists()


def looks_after_cohorts(user: Any) -> bool:
    """Whether this person looks after any cohort, as facilitator, mentor or course manager. One query at most."""
    return _is_active(user) and (may_manage_courses(user) or _accompanies(user)[0])


def _accompanies(user: Any) -> tuple[bool, bool]:
    """Whether this person has a role in any cohort, and whether any team: asked once, every entry of a menu asks."""
    if not hasattr(user, _KNOWN):
        rows = user._meta.default_manager.filter(pk=user.pk)
        asked = Exists(user.cohort_roles.all()), Exists(user.mentored_teams.all())
        setattr(user, _KNOWN, rows.values_list(*asked).get())
    return getattr(user, _KNOWN)  # type: ignore[no-any-return]


def may_learn(user: Any, enrolment: Any) -> bool:
    """Whether this person may do things in an enrolment: their own, while they take part."""
    return _is_active(user) and enrolment.user_id == user.pk and enrolment.state == EnrolmentState.ACTIVE


def _looks_after(user: Any, cohort: Any, *roles: str) -> bool:
    return _is_active(user) and cohort.people.filter(user=user, role__in=roles).exists()


def _has(user: Any, permission: str) -> bool:
    return _is_active(user) and user.has_perm(permission)


def _is_active(user: Any) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def may_read_submission(user: Any, submission: Any) -> bool:
    """Whether this person may read what was handed in: the learner, and whoever looks after them."""
    enrolment = submission.enrolment
    return _is_active(user) and (enrolment.user_id == user.pk or may_see_learner(user, enrolment))


def may_decide(user: Any, submission: Any) -> bool:
    """Whether this person may accept or return it: facilitators, and the team's mentor; nobody their own."""
    enrolment = submission.enrolment
    return enrolment.user_id != user.pk and (_mentors_team(user, enrolment) or may_facilitate(user, enrolment.cohort))


def may_talk(user: Any, cohort: Any) -> bool:
    """Whether this person takes part in the cohort's discussion: learners, and who accompanies it."""
    if not _is_active(user):
        return False
    return cohort.enrolments.active().filter(user=user).exists() or may_mentor(user, cohort)


def may_moderate(user: Any, cohort: Any) -> bool:
    """Whether this person may hide what others wrote."""
    return may_facilitate(user, cohort)


def _mentors_team(user: Any, enrolment: Any) -> bool:
    return bool(_is_active(user) and enrolment.team and enrolment.team.mentor_id == user.pk)


def in_team(user: Any, team: Any) -> bool:
    """Whether this person belongs to the team."""
    return _is_active(user) and team.members.filter(user=user, state=EnrolmentState.ACTIVE).exists()


def owns_certificate(user: Any, certificate: Any) -> bool:
    """Whether the certificate is this person's own."""
    return _is_active(user) and bool(certificate.enrolment_id) and certificate.enrolment.user_id == user.pk


def may_revoke_certificates(user: Any) -> bool:
    """Whether this person may say that a certificate does not count any more, and allow a new one."""
    return may_manage_courses(user)
