"""The glossary: translators look after the terms of their languages; the demo brings the project's."""

import pytest
from django.urls import reverse

from portal.demo.glossary import glossary
from portal.demo.source import read
from portal.translations.models import GlossaryTerm
from portal.translations.services import terms
from portal.translations.viewsets import GlossaryViewSet

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(GlossaryViewSet().get_url_name(name), args=args)


def test_translators_enter_terms(signed_in):
    client = signed_in("translator")
    data = {"source_language": "en", "target_language": "de", "term": "cycle", "translation": "Zyklus", "note": ""}
    assert client.get(url("add")).status_code == 200
    assert client.post(url("add"), data).status_code == 302
    assert client.post(url("add"), data).status_code == 200, "the same pair twice is refused"
    assert GlossaryTerm.objects.count() == 1
    assert "Zyklus" in client.get(url("list")).content.decode()


def test_others_do_not(signed_in):
    assert signed_in("nobody").get(url("list")).status_code == 302


def test_terms_into_another_persons_language_are_closed(signed_in):
    term = GlossaryTerm.objects.create(source_language="hu", target_language="en", term="ciklus", translation="cycle")
    data = {"source_language": "hu", "target_language": "de", "term": "ciklus", "translation": "Zyklus", "note": ""}
    answer = signed_in("translator").post(url("edit", term.pk), data)
    assert "You may only change terms into your own languages." in answer.content.decode()
    assert signed_in("translator").post(url("delete", term.pk)).status_code == 302
    assert GlossaryTerm.objects.get().target_language == "en"
    assert signed_in("editor").post(url("edit", term.pk), data).status_code == 302
    assert GlossaryTerm.objects.get().target_language == "de"


def test_the_demo_brings_the_projects_terms_once():
    rows = glossary(read(["en", "hu", "de", "nl"]))
    assert ("en", "de", "Research lesson", "Forschungsstunde") in rows
    assert ("en", "de", "Mentor", "Mentorin|Mentor") in rows
    assert terms.seed(rows) == len(rows)
    GlossaryTerm.objects.filter(term="Research lesson", target_language="de").delete()
    assert terms.seed(rows) == 0
