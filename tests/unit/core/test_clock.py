"""Regular jobs run at their times and no oftener."""

from portal.core.clock import Job, Timetable

OFTEN, DAILY = Job(("publish_scheduled",), every=60), Job(("clearsessions",), every=86_400)


def test_everything_is_due_at_the_start():
    assert Timetable([OFTEN, DAILY]).due(now=1000.0) == [OFTEN, DAILY]


def test_a_job_waits_for_its_next_time():
    timetable = Timetable([OFTEN, DAILY])
    timetable.due(now=0)
    assert timetable.due(now=59) == []
    assert timetable.due(now=60) == [OFTEN]
    assert timetable.due(now=61) == []
    assert timetable.due(now=86_401) == [OFTEN, DAILY]


def test_missed_times_are_not_made_up_for():
    timetable = Timetable([OFTEN])
    timetable.due(now=0)
    assert timetable.due(now=600) == [OFTEN]
    assert timetable.due(now=601) == []
