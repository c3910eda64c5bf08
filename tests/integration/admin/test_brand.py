"""Brand, policies, checks and previews."""

import json
import re

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from wagtail.admin.userbar import AccessibilityItem

from portal.core.admin.checker import PortalChecker
from portal.core.wagtail_hooks import use_our_checks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Email address"), ("hu", "E-mail"), ("de", "E-Mail"), ("nl", "E-mail")]
)
def test_signing_in_speaks_the_readers_language(client, site, language, words):
    way_in = reverse("wagtailadmin_login")
    page = client.get(way_in, headers={"accept-language": language}, follow=True).content.decode()
    assert f'lang="{language}"' in page
    assert words in page
    assert 'class="ring ring--mark"' in page
    assert "Wagtail" not in re.sub(r"<script.*?</script>|<noscript.*?</noscript>|<[^>]+>", "", page, flags=re.DOTALL)


def test_signing_in_asks_for_an_address(client, site):
    page = client.get(reverse("wagtailadmin_login"), follow=True).content.decode()
    assert re.search(r'<input type="email" name="login"[^>]*autocomplete="email"', page)
    assert "placeholder" not in page


def test_the_admin_may_do_what_the_public_may_not(signed_in, site):
    client = signed_in("editor")
    admin = client.get(reverse("wagtailadmin_home"))["Content-Security-Policy"]
    public = client.get(site.url("aims"))["Content-Security-Policy"]
    assert "unsafe-inline" in admin
    assert "unsafe-inline" not in public
    assert "frame-ancestors 'none'" in public


def test_only_people_of_the_house_get_the_bar(client, signed_in, site):
    assert "wagtail-userbar" not in client.get(site.url("aims")).content.decode()
    assert "wagtail-userbar" in signed_in("editor").get(site.url("aims")).content.decode()


def test_the_bar_carries_our_checks(signed_in, site):
    page = signed_in("editor").get(site.url("aims")).content.decode()
    data = re.search(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', page)
    rules = json.loads(data[1])["options"]["runOnly"]
    assert {"color-contrast", "image-alt", "heading-order", "one-main-heading", "link-name", "duplicate-id"} <= {*rules}


def test_the_editor_gets_the_same_checks():
    items = [AccessibilityItem(in_editor=True)]
    use_our_checks(None, items, None)
    assert isinstance(items[0], PortalChecker)
    assert items[0].in_editor


def test_every_check_of_ours_says_what_to_do():
    for rule in PortalChecker.axe_run_only:
        assert PortalChecker.axe_messages[rule]["help_text"]


@pytest.mark.parametrize("mode", ["", "light", "dark", "share"])
def test_previews_keep_the_public_policy_and_may_be_framed(person, rf, site, mode):
    page = site("aims")
    request = rf.get("/", SERVER_NAME="localhost")
    request.user = person("editor")
    answer = page.make_preview_request(request, mode)
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert ('data-theme="dark"' in answer.content.decode()) == (mode == "dark")


def test_the_share_card_shows_title_and_description(person, rf, site):
    page = site("aims")
    page.search_description = "Why teachers plan together."
    answer = page.make_preview_request(rf.get("/", SERVER_NAME="localhost"), "share").content.decode()
    assert "Aims – LS4VET" in answer
    assert "Why teachers plan together." in answer
    assert "27 characters" in answer


def test_an_open_draft_can_be_previewed(signed_in, site):
    answer = signed_in("editor").get(reverse("wagtailadmin_pages:view_draft", args=[site("aims").pk]))
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_rich_text_offers_few_features():
    from portal.core.blocks import TEXT_FEATURES

    assert set(TEXT_FEATURES) == {"bold", "italic", "link", "h3", "ol", "ul", "document-link"}
    assert "PeopleConfig" in " ".join(django_settings.INSTALLED_APPS)
