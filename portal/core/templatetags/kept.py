"""Parts of a page that only a publication changes, drawn once in each generation (`page_cache.per_generation`).

Whole pages are kept for anonymous readers only. These parts also make the pages of signed-in people quick, and the
first drawing of each page after a publication.
"""

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.core import page_cache
from portal.core.project import site_of

register = template.Library()


class KeptNode(template.Node):
    """Draws its content, or takes it from the cache. `vary`: all that the content depends on beside the site."""

    def __init__(self, nodelist: NodeList, name: str, vary: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.vary = vary

    def render(self, context: Context) -> str:
        """Fresh in previews and while developing: there a draft or a template may differ from what is kept."""
        request: Any = context.get("request")
        if request is None or settings.DEBUG or getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        site = site_of(request)
        scope = [str(site.pk) if site else "", str(get_language()), *(str(part.resolve(context)) for part in self.vary)]
        return mark_safe(  # noqa: S308 (drawn by this very template)
            page_cache.per_generation(f"html:{self.name}:{':'.join(scope)}", lambda: self.nodelist.render(context))
        )


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept name part … %} … {% endkept %}`: for content that is the same for every reader of one language."""
    _tag, name, *vary = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(part) for part in vary])
