"""The course room in the Wagtail admin: activities and their libraries."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from courses.admin import activities, choosers, drafts, editing, export, libraries, replacing, uploads
from courses.admin.guard import ForManagers
from courses.admin.records import CourseRecords

register_snippet(CourseRecords)

urls = (
    [
        path("", activities.index, name="index"),
        path("upload/", uploads.upload, name="upload"),
        path("libraries/", libraries.index, name="libraries"),
        path("libraries/unused/remove/", libraries.remove_unused, name="libraries_remove_unused"),
        path("libraries/<int:pk>/remove/", libraries.remove, name="library_remove"),
        path("<uuid:uuid>/", activities.activity, name="activity"),
        path("<uuid:uuid>/describe/", activities.describe, name="describe"),
        path("<uuid:uuid>/edit/", editing.edit, name="edit"),
        path("<uuid:uuid>/picture/<path:path>", editing.picture, name="picture"),
        path("<uuid:uuid>/export/", export.export, name="export"),
        path("<uuid:uuid>/replace/", replacing.replace, name="replace"),
        path("<uuid:uuid>/replace/confirm/", replacing.confirm, name="replace_confirm"),
        path("<uuid:uuid>/draft/<slug:language>/", drafts.draft, name="draft"),
        path("<uuid:uuid>/delete/", activities.delete, name="delete"),
    ],
    "activities",
)


@hooks.register("register_admin_urls")
def activity_urls() -> list[URLPattern | URLResolver]:
    """Below /admin/activities/."""
    return [path("activities/", include(urls))]


@hooks.register("register_admin_menu_item")
def activities_entry() -> MenuItem:
    """Before the registrations."""
    return ForManagers(_("Activities"), reverse("activities:index"), icon_name="form", order=200)


@hooks.register("register_admin_viewset")
def activity_chooser() -> choosers.ActivityChooserViewSet:
    """For the blocks of a unit."""
    return choosers.activities
