"""The public site in the Wagtail admin: its records, and the panel that says what to do next."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.admin import newsletter, registrations
from portal.admin.readers import ContactMessageViewSet, SuppressionViewSet
from portal.admin.records import NewsCategoryViewSet, ResultViewSet
from portal.admin.views import NextPanel, todo_list

register_snippet(ResultViewSet)
register_snippet(NewsCategoryViewSet)
register_snippet(ContactMessageViewSet)
register_snippet(SuppressionViewSet)


@hooks.register("construct_homepage_panels")
def say_what_to_do_next(request: HttpRequest, panels: list[Any]) -> None:
    """The first panel."""
    panels.insert(0, NextPanel())


@hooks.register("register_admin_urls")
def todo_urls() -> list[URLPattern]:
    """The lists behind the panel."""
    return [
        path("to-do/<slug:key>/", todo_list, name="portal_todo"),
        path("news-by-email/", newsletter.mailing, name="portal_newsletter"),
        path("news-by-email/subscribers.csv", newsletter.export, name="portal_newsletter_export"),
        path("registrations/", registrations.events, name="portal_registrations"),
        path("registrations/<uuid:key>/", registrations.event, name="portal_registrations_event"),
        path("registrations/<uuid:key>.<slug:form>", registrations.take_out, name="portal_registrations_file"),
        path("registrations/<int:pk>/cancel/", registrations.cancel, name="portal_registration_cancel"),
    ]


@hooks.register("register_admin_menu_item")
def newsletter_menu() -> newsletter.NewsletterMenuItem:
    """News by email."""
    return newsletter.NewsletterMenuItem()


@hooks.register("register_admin_menu_item")
def registrations_menu() -> registrations.RegistrationsMenuItem:
    """Who comes to the events."""
    return registrations.RegistrationsMenuItem()
