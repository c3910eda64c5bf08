"""Certificates: one's own, those of a cohort, and the pages that prove them."""

from django.urls import path, re_path, register_converter

from courses.views.certificates import managing, mine, public


class Step:
    """A page of the self-assessment."""

    regex = "before|after|back"

    @staticmethod
    def to_python(value: str) -> str:
        """As it stands."""
        return value

    to_url = to_python


register_converter(Step, "assessment_step")

urlpatterns = [
    path("", public.entrance, name="certificates"),
    path("check/", public.check, name="certificate_check"),
    path("criteria/<uuid:course>/<slug:intensity>/", public.criteria, name="certificate_criteria"),
    path("mine/", mine.overview, name="my_certificate"),
    path("mine/<uuid:enrolment>/ethics/", mine.ethics, name="certificate_ethics"),
    path("mine/<uuid:enrolment>/cycle/", mine.own_cycle, name="own_cycle"),
    path("mine/<uuid:enrolment>/issue/", mine.issue, name="certificate_issue"),
    path("mine/<uuid:enrolment>/self-assessment/", mine.self_assessment_seen, name="self_assessment_seen"),
    path("mine/<uuid:enrolment>/self-assessment/<assessment_step:step>/", mine.self_assessment, name="self_assessment"),
    path("own/<uuid:certificate>/certificate.pdf", mine.download, name="certificate_pdf"),
    path("own/<uuid:certificate>/name/", mine.name, name="certificate_name"),
    path("own/<uuid:certificate>/take-back/", mine.take_back, name="certificate_take_back"),
    path("cohorts/<uuid:cohort>/", managing.cohort, name="cohort_certificates"),
    path("teams/<int:team>/cycle/", managing.cycle, name="team_cycle"),
    path("manage/<uuid:certificate>/revoke/", managing.revoke, name="certificate_revoke"),
    path("manage/<uuid:certificate>/again/", managing.issue_again, name="certificate_again"),
    re_path(r"^(?P<code>[0-9A-Za-z-]{1,80})/badge\.json$", public.credential, name="certificate_badge"),
    re_path(r"^(?P<code>[0-9A-Za-z -]{1,80})/$", public.certificate, name="certificate"),
]
