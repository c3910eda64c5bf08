"""The composition root: every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls
from wagtail.views import authenticate_with_password

from portal import feeds
from portal.core import health, routing
from portal.core.styleguide import styleguide
from portal.people.views import entrance
from portal.translations.overrides import ScriptCatalogue
from portal.views import contact, files, machines, newsletter, pages, registration, search

handler500 = "portal.views.errors.server_error"

urlpatterns = [
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
    path(f"{settings.ADMIN_URL}login/", entrance.sign_in_for_admin),
    path(settings.ADMIN_URL, include(admin_urls)),
    path("documents/", include(document_urls)),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": machines.sitemaps()}, name="sitemap_index"),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": machines.sitemaps()},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("files/<uuid:uuid>/", files.download, name="result_download"),
    path("private/", include("portal.files.urls")),
    path("h5p/", include("courses.player_urls")),
    path("certificates/", include("courses.badge_urls")),
    re_path(r"^cite/(?P<pk>\d+)\.(?P<format>bib|ris)$", files.citation, name="result_citation"),
    path(
        "_page-login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    path(
        "_page-password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("media/<path:path>", files.media, name="media"),
    *i18n_patterns(
        path("account/", include("portal.people.urls")),
        path("search/", search.results, name="search"),
        path("search/suggest/", search.suggestions, name="search_suggest"),
        path("contact/write/", contact.write, name="contact_write"),
        path("contact/sent/", contact.sent, name="contact_sent"),
        path("news-by-email/", newsletter.subscribe, name="newsletter"),
        path("news-by-email/asked/", newsletter.asked, name="newsletter_asked"),
        path("news-by-email/yes/<str:token>/", newsletter.confirm, name="newsletter_confirm"),
        path("news-by-email/end/<str:token>/", newsletter.end, name="newsletter_end"),
        path("register/<uuid:event>/", registration.register, name="register"),
        path("register/<uuid:event>/me/", registration.register_me, name="register_me"),
        path("register/<uuid:event>/done/", registration.done, name="register_done"),
        path("registration/<str:token>/", registration.manage, name="registration"),
        path("site-map/", pages.site_map, name="sitemap_page"),
        path("feeds/news.atom", feeds.NewsFeed(), name="news_feed"),
        path("calendar/events.ics", feeds.events_calendar, name="events_calendar"),
        path("calendar/<uuid:translation_key>.ics", feeds.event_file, name="event_ics"),
        path("styleguide/", styleguide, name="styleguide"),
        path("", include("portal.mail.urls")),
        path("", include("courses.urls")),
        path("account/", include("portal.files.account_urls")),
        path("jsi18n/", ScriptCatalogue.as_view(), name="javascript-catalog"),
        re_path(r"^((?:[\w-]+/)*)$", routing.serve, name="wagtail_serve"),
    ),
]
