"""The demonstration's sessions: one that was, one that comes, and loading them twice changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from courses.attendance import State
from courses.demo import sessions as demo
from courses.models import Attendance, Seat, Session
from courses.services import attendance
from tests.factories.course import cohort, facilitator, learner

DATA = yaml.safe_load(Path(demo.__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


@pytest.fixture
def filled(course):
    group = cohort(course, intensity="maxi", languages=["de", "en"])
    facilitator(group)
    for _ in range(11):
        learner(group)
    demo.fill(group, update=False)
    return group


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Session, Attendance, Seat)]


def test_what_was_what_comes_and_what_is_planned(filled):
    rows = list(filled.sessions.all())
    assert [row.code for row in rows] == [f"S{number}" for number in range(7)]
    now = timezone.now()
    assert rows[0].end < now < rows[1].start < now + timedelta(days=11)
    assert rows[0].title == "Modul 1", "by the plan"
    assert rows[0].attendances.count() == 11
    assert set(rows[0].attendances.values_list("presence", flat=True)) == {"present", "absent", "excused", "caught_up"}
    assert rows[1].seats.filter(comes=True).exists()
    assert sum(not row.is_online for row in rows) >= 3  # maxi: at least three in person
    assert all(row.online_url or row.map_url for row in rows)
    assert not any(demo._is_holiday(row.start.date()) for row in rows[1:])
    standings = attendance.standings(filled)
    assert {one.states["S0"] for one in standings.values()} == {State.ATTENDED, State.MISSED, State.MADE_UP}
    assert all(one.possible for one in standings.values())


def test_twice_is_once(filled):
    before = state()
    demo.fill(filled, update=False)
    assert state() == before
    demo.fill(filled, update=True)
    assert state() == before


def test_every_language_says_the_same_things():
    shapes = [{name: sorted(text) if isinstance(text, dict) else "" for name, text in DATA["texts"][code].items()}
              for code in ("en", "hu", "de", "nl")]  # fmt: skip
    assert all(shape == shapes[0] for shape in shapes)
