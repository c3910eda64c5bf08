"""What facilitators and mentors see, and course managers’ figures."""

from django.urls import path, re_path

from courses.views import figures, lead, lead_learner, lead_messages

FILE = r"(?P<form>csv|xlsx)$"
COHORT = r"(?P<cohort>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"

urlpatterns = [
    path("lead/", lead.cohorts, name="lead"),
    path("lead/<uuid:cohort>/", lead.overview, name="lead_cohort"),
    path("lead/<uuid:cohort>/matrix/", lead.matrix, name="lead_matrix"),
    re_path(rf"^lead/{COHORT}/matrix\." + FILE, lead.take_out, name="lead_file"),
    path("lead/<uuid:cohort>/message/", lead_messages.write, name="lead_message"),
    path("lead/<uuid:cohort>/learners/<uuid:enrolment>/", lead_learner.learner, name="lead_learner"),
    path("lead/<uuid:cohort>/learners/<uuid:enrolment>/notes/<uuid:note>/", lead_learner.change_note, name="lead_note"),
    path(
        "lead/<uuid:cohort>/learners/<uuid:enrolment>/notes/<uuid:note>/delete/",
        lead_learner.remove_note,
        name="lead_note_delete",
    ),
    path("figures/", figures.show, name="figures"),
    re_path(r"^figures\." + FILE, figures.take_out, name="figures_file"),
]
