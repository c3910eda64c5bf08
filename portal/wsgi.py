"""WSGI entry point: `granian --interface wsgi portal.wsgi:application`."""

import os
import pkgutil
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
django_application = get_wsgi_application()


def warm_up() -> None:
    """Load now what Django else loads when somebody first asks, so that the first reader does not wait for it."""
    from django.conf import settings
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation
    from wagtail import hooks

    from portal import services

    hooks.search_for_hooks()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            get_resolver().reverse_dict  # noqa: B018 (fills it for this language)
    engine = engines["django"].engine  # type: ignore[attr-defined]
    engine.template_context_processors  # noqa: B018 (imports them)
    engine.get_template("base.html")
    for module in pkgutil.iter_modules(services.__path__, "portal.services."):
        import_module(module.name)


warm_up()

from portal.core.page_cache import CachedPages  # noqa: E402 (needs the settings)

application = CachedPages(django_application)
