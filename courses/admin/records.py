"""Films, key terms and sources in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.models import Source, Term, Video


class VideoViewSet(SnippetViewSet):
    """Films: their words are translated on the desk."""

    model = Video
    icon = "media"
    list_display = ("title", "key", Column("locale"))
    search_fields = ("title", "key")


class TermViewSet(SnippetViewSet):
    """Key terms of the course."""

    model = Term
    icon = "list-ul"
    list_display = ("term", "key", Column("locale"))


class SourceViewSet(SnippetViewSet):
    """What the course cites."""

    model = Source
    icon = "list-ol"
    list_display = ("code", "reference", "status")


class CourseRecords(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("Course records")
    menu_icon = "folder-open-inverse"
    menu_order = 210
    items = (VideoViewSet, TermViewSet, SourceViewSet)
