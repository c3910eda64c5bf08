"""The public site in the Wagtail admin: its records, and the panel that says what to do next."""

from wagtail.snippets.models import register_snippet

from portal.admin.records import NewsCategoryViewSet, ResultViewSet

register_snippet(ResultViewSet)
register_snippet(NewsCategoryViewSet)
