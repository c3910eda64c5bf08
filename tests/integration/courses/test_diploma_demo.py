"""The demo's finished learner."""

from typing import Any

from courses.demo import certificates
from courses.models import Certificate, Cohort
from courses.services.certificates import printing
from tests.factories import SmallSite
from tests.factories import course as courses


def test_one_finished_learner_once(site: SmallSite, mailoutbox: Any):
    course = courses.small_course(site)
    rule = courses.intensity(course, "maxi", sessions_needed=6, absences_made_up=1, sessions_each=["S6"])
    rule.sessions_any = ["S4", "S5"]
    rule.save()
    group = courses.cohort(course, intensity="medium")
    assert certificates.fill(group) == 1
    assert certificates.fill(group, update=True) == 0
    row = Certificate.objects.get()
    assert Cohort.objects.count() == 2
    assert (row.name_public, row.facts["intensity"], len(row.facts["sessions"])) == (True, "maxi", 7)
    assert row.credential["proof"]
    assert printing.as_pdf(row).startswith(b"%PDF")
    assert not mailoutbox
