"""Machine translation, against a server of our own."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from portal.core.errors import InvalidContent
from portal.models import NewsCategory
from portal.translations import machines
from portal.translations.models import DeskItem
from portal.translations.services import texts

pytestmark = pytest.mark.django_db


class Service(BaseHTTPRequestHandler):
    """Says "machine: words" to whatever is asked, in the manner of either service."""

    broken = False
    asked: list = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.broken:
            self.send_error(500)
            return
        if "deepl" in self.path:
            words = parse_qs(body)["text"]
            answer = {"translations": [{"text": f"deepl: {word}"} for word in words]}
        else:
            words = json.loads(body)["q"]
            answer = {"translatedText": [f"libre: {word}".replace("%(n)s", "") for word in words]}
        type(self).asked.append((self.headers.get("Authorization"), words))
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def service(settings) -> Iterator[str]:
    Service.broken, Service.asked = False, []
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def deepl(service, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "portal.translations.machines.DeepL",
        "OPTIONS": {"AUTH_KEY": "key", "URL": f"{service}/deepl"},
    }


@pytest.fixture
def libre(service, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {"LIBRETRANSLATE_URL": service, "API_KEY": ""},
    }


@pytest.fixture
def label(site, committed):
    with committed():
        record = NewsCategory.objects.create(key="x", name_en="News & more", name_hu="Hírek")
    return DeskItem.objects.get(key=f"portal.newscategory.{record.pk}")


def press(client, label, language):
    return client.post(reverse("translations:item", args=[label.pk, language]), {"act": "machine"})


def test_it_is_off_by_default(signed_in, person, label):
    assert machines.name() == ""
    page = signed_in("translator").get(reverse("translations:item", args=[label.pk, "de"])).content.decode()
    assert 'value="machine"' not in page
    with pytest.raises(InvalidContent, match="switched off"):
        texts.translate_by_machine(user=person("translator"), item=label, language="de")


def test_deepl_writes_what_is_open_and_nobody_has_reviewed(signed_in, label, deepl, committed):
    client = signed_in("translator")
    page = client.get(reverse("translations:item", args=[label.pk, "de"])).content.decode()
    assert "Let DeepL write what is open" in page
    with committed():
        press(client, label, "de")
    assert NewsCategory.objects.get(key="x").name_de == "deepl: News & more"
    assert label.entries.get(language="de").status == "machine"
    assert Service.asked == [("DeepL-Auth-Key key", ["News &amp; more"])]
    with committed():
        press(client, label, "hu")
    assert NewsCategory.objects.get(key="x").name_hu == "Hírek", "what people wrote stays"


def test_libretranslate(signed_in, label, libre, committed):
    with committed():
        press(signed_in("translator"), label, "nl")
    assert NewsCategory.objects.get(key="x").name_nl == "libre: News & more"


def test_what_loses_a_placeholder_is_not_stored(person, site, libre, committed):
    with committed():
        record = NewsCategory.objects.create(key="y", name_en="%(n)s news")
    item = DeskItem.objects.get(key=f"portal.newscategory.{record.pk}")
    assert texts.translate_by_machine(user=person("translator"), item=item, language="de") == (0, 1)
    assert not NewsCategory.objects.get(key="y").name_de


@pytest.mark.parametrize("which", ["deepl", "libre"])
def test_a_silent_service_is_said(signed_in, label, which, request):
    request.getfixturevalue(which)
    Service.broken = True
    answer = press(signed_in("translator"), label, "de")
    assert answer.status_code == 422
    assert "The translation service does not answer." in answer.content.decode()


def test_not_into_others_languages(signed_in, label, deepl):
    assert press(signed_in("translator"), label, "en").status_code == 422
    assert Service.asked == []
