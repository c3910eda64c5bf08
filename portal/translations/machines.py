"""Machine translation by DeepL or LibreTranslate, off unless an environment variable names one.

wagtail-localize's translators do the talking (runner-up: the `deepl` package, which speaks to one service only); here
they get an address of one's own and a limit of strings a request.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import requests
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.strings import StringValue

from portal.core.errors import InvalidContent
from portal.core.translatables import Text

AT_ONCE = 40


class DeepL(DeepLTranslator):
    """DeepL at an address that can be set, for tests and for contracts with an address of their own."""

    def get_api_endpoint(self) -> str:
        """The one that was set, else DeepL's."""
        return self.options.get("URL") or super().get_api_endpoint()


def name() -> str:
    """The service in use; empty when machine translation is off."""
    translator = get_machine_translator()
    return translator.display_name if translator else ""


def translate(texts: Sequence[Text], *, source: str, target: str) -> dict[str, str]:
    """Words for each path. Raises InvalidContent when the service is off, silent or talks nonsense."""
    translator = get_machine_translator()
    if translator is None:
        raise InvalidContent(_("Machine translation is switched off."))
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=[source, target])}
    rows, found = iter(texts), {}
    while part := list(islice(rows, AT_ONCE)):
        values = [StringValue(text.source) if text.markup else StringValue.from_plaintext(text.source) for text in part]
        try:
            answers = translator.translate(locales[source], locales[target], list(dict.fromkeys(values)))
            found |= {text.path: _words(text, answers[value]) for text, value in zip(part, values, strict=True)}
        except (requests.RequestException, KeyError, TypeError, ValueError) as error:
            raise InvalidContent(_("The translation service does not answer. Try again later.")) from error
    return found


def _words(text: Text, answer: Any) -> str:
    return str(answer.data if text.markup else answer.render_text())
