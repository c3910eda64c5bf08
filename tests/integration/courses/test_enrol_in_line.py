"""Whatever happens in a cohort, its places are never more than they are, and nobody in line is passed over."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.services import cohorts, enrolments, places
from tests.factories import user
from tests.factories.course import cohort, course_manager, small_course

NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
DEEDS = st.lists(st.sampled_from(["join", "join", "leave", "late", "accept", "more"]), min_size=3, max_size=14)


@pytest.fixture
def course(site):
    return small_course(site)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, seed=st.integers(0, 999))
def test_whatever_happens_nobody_is_passed_over(course, deeds, seed):
    chance, now = random.Random(seed), NOW
    group = cohort(course, places=1, offer_hours=1)
    boss, order = course_manager(), []
    for deed in deeds:
        now += timedelta(minutes=5)
        there = list(group.enrolments.exclude(state__in=("withdrawn", "refused")))
        if deed == "join":
            order.append(enrolments.join(user=user(), cohort=group, now=now).pk)
        elif deed == "leave" and there:
            one = chance.choice(there)
            enrolments.withdraw(user=one.user, enrolment=one, now=now)
        elif deed == "late":
            now += timedelta(hours=2)
            places.move_all(now)
        elif deed == "accept":
            for one in group.enrolments.filter(state="offered", offered_until__gt=now):
                enrolments.accept(user=one.user, enrolment=one, now=now)
        elif deed == "more":
            group.refresh_from_db()
            cohorts.change(user=boss, cohort=group, values={"places": group.places + 1})
        places.move_up(group, now)
        group.refresh_from_db()
        found = {row.pk: row.state for row in group.enrolments.all()}
        waiting = [pk for pk in order if found[pk] == "waiting"]
        holding = [pk for pk in order if found[pk] in ("active", "offered")]
        assert len(holding) <= group.places
        assert not waiting or len(holding) == group.places
        assert not waiting or not holding or max(holding) < min(waiting)
