"""Writing on the desk: what is stored, what is refused, and that nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from portal.core.errors import InvalidContent, NotAllowed
from portal.core.models import AuditEntry
from portal.core.translatables import registry
from portal.models import NewsCategory
from portal.translations import overrides, personal
from portal.translations.models import CatalogueOverride, DeskItem, GlossaryTerm, TextComment, TextMark
from portal.translations.services import desk, texts
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def label(site, committed):
    with committed():
        record = NewsCategory.objects.create(key="x", name_en="News", name_hu="Hírek", name_de="Neues")
    return DeskItem.objects.get(key=f"portal.newscategory.{record.pk}")


@pytest.fixture
def interface(site):
    key = next(
        thing.key
        for thing in registry["interface"].things()
        if "Search" in [text.source for text in registry["interface"].texts(thing, "de")]
    )
    desk.refresh("interface", key)
    yield DeskItem.objects.get(key=key)
    CatalogueOverride.objects.all().delete()
    overrides.apply()


def strings(item, language):
    return list(desk.iter_texts(item, language))


def find(item, language, source):
    return next(text for text in strings(item, language) if text.source == source)


def status(item, language):
    return item.entries.get(language=language).status


def form(client, item, language, act="save", *, show="all", **typed):
    """Post the screen as a browser does: what was typed goes in by the words of its source."""
    data = {"act": act}
    for number, text in enumerate(strings(item, language), start=1):
        data |= {f"path-{number}": text.path, f"seen-{number}": text.target, f"text-{number}": text.target}
        if text.source in typed.get("words", {}):
            data[f"text-{number}"] = typed["words"][text.source]
    return client.post(reverse("translations:item", args=[item.pk, language]), {**data, **typed.get("more", {})})


def test_a_label_is_written(signed_in, label, committed):
    with committed():
        answer = form(signed_in("translator"), label, "nl", words={"News": " Nieuws "})
    assert answer.status_code == 302
    assert NewsCategory.objects.get(key="x").name_nl == "Nieuws"
    assert status(label, "nl") == "up_to_date"
    entry = label.entries.get(language="nl")
    assert entry.changed_by.email == "translator@ls4vet.example"
    logged = AuditEntry.objects.get(action="translation.saved")
    assert (logged.actor, logged.data) == (entry.changed_by, {"language": "nl", "string": "name"})


def test_a_label_that_is_too_long_is_refused_and_what_was_typed_stays(signed_in, label):
    words = "x" * 500
    answer = form(signed_in("translator"), label, "nl", words={"News": words})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Not everything was saved" in page
    assert not NewsCategory.objects.get(key="x").name_nl


def test_translators_change_only_their_languages(signed_in, person, label):
    user = person("translator")
    with pytest.raises(NotAllowed):
        texts.save(user=user, item=label, language="en", path="name", words="Other")
    form(signed_in("translator"), label, "en", words={"News": "Other"})
    assert NewsCategory.objects.get(key="x").name_en == "News"
    page = signed_in("translator").get(reverse("translations:item", args=[label.pk, "en"])).content.decode()
    assert '<textarea id="t-1"' not in page
    assert "This is the source." in page


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(person, label):
    with pytest.raises(texts.Conflict, match="Neues"):
        texts.save(user=person("editor"), item=label, language="de", path="name", words="Anders", expected="Altes")
    assert NewsCategory.objects.get(key="x").name_de == "Neues"


def test_an_interface_string_is_reworded_at_once_and_for_good(person, interface, committed):
    text = find(interface, "de", "Search")
    with translation.override("de"):
        before = gettext("Search")
    with committed():
        texts.save(user=person("translator"), item=interface, language="de", path=text.path, words="Durchsuchen")
    with translation.override("de"):
        assert gettext("Search") == "Durchsuchen"
    with translation.override("nl"):
        assert gettext("Search") != "Durchsuchen"
    overrides._known["stamp"] = "another process"
    overrides.refresh()
    with translation.override("de"):
        assert gettext("Search") == "Durchsuchen"
    with committed():
        texts.save(user=person("translator"), item=interface, language="de", path=text.path, words=before)
    assert not CatalogueOverride.objects.exists()
    with translation.override("de"):
        assert gettext("Search") == before


def plural(interface):
    """A string with two forms, wherever the interface has one."""
    for thing in registry["interface"].things():
        for text in registry["interface"].texts(thing, "hu"):
            if text.path.endswith(":1") and "%(number)s" in text.source and thing.key.startswith("django:"):
                desk.refresh("interface", thing.key)
                return DeskItem.objects.get(key=thing.key), text
    raise AssertionError("no plural")


def test_a_plural_form_is_reworded(person, interface, committed):
    item, text = plural(interface)
    one = next(row for row in strings(item, "hu") if row.path == text.path[:-1] + "0")
    words = f"Új: {text.target}"
    with committed():
        texts.save(user=person("translator"), item=item, language="hu", path=text.path, words=words)
    with translation.override("hu"):
        assert ngettext(one.source, text.source, 5) == words
        assert ngettext(one.source, text.source, 1) == one.target


def test_a_lost_placeholder_is_refused(signed_in, interface):
    item, text = plural(interface)
    answer = form(signed_in("translator"), item, "hu", words={text.source: "Ez elveszett"})
    assert answer.status_code == 422
    assert "“%(number)s” is missing. Keep it exactly as it is in the original." in answer.content.decode()
    assert "Ez elveszett" in answer.content.decode()
    assert not CatalogueOverride.objects.exists()


def test_script_does_not_come_in_by_translation(person, interface):
    text = find(interface, "de", "Search")
    with pytest.raises(InvalidContent, match="not in the original"):
        texts.save(user=person("translator"), item=interface, language="de", path=text.path, words="<script>x</script>")


def test_another_english_wording_makes_the_others_stale(person, interface, committed):
    text = find(interface, "en", "Search")
    with committed():
        texts.save(user=person("editor"), item=interface, language="en", path=text.path, words="Look for")
    assert {status(interface, language) for language in ("hu", "de", "nl")} == {"stale"}
    mark = TextMark.objects.get(item=interface, language="nl", path=text.path)
    assert mark.old_source == "Search"


def test_a_stale_string_of_a_page_shows_what_changed(signed_in, page, item, committed):
    page.lead = page.lead + " Really."
    with committed():
        publish(page)
    client = signed_in("translator")
    shown = client.get(reverse("translations:item", args=[item.pk, "de"]), {"show": "todo"}).content.decode()
    assert shown.count('<section class="desk-string ') == 1
    assert "<ins>" in shown
    assert "Really." in shown
    with committed():
        form(client, item, "de", words={page.lead: "Neu. Wirklich."})
    assert status(item, "de") == "draft"
    with committed():
        form(client, item, "de", act="publish")
    assert page.get_translation(page.get_translations().get(locale__language_code="de").locale).lead == "Neu. Wirklich."
    assert status(item, "de") == "up_to_date"
    assert status(item, "hu") == "stale"


def test_a_stale_string_may_be_right_as_it_is(signed_in, page, item, committed):
    page.lead = page.lead + " Really."
    with committed():
        publish(page)
    number = next(n for n, text in enumerate(strings(item, "de"), start=1) if text.source == page.lead)
    with committed():
        form(signed_in("translator"), item, "de", act=f"confirm:{number}")
    assert item.entries.get(language="de").stale == 0


def test_a_lost_link_in_a_page_is_refused(person, page, item, committed):
    page.body = [{"type": "text", "value": '<p>Read <a href="https://example.org/">this</a> now.</p>', "id": "b1"}]
    with committed():
        publish(page)
    text = next(row for row in strings(item, "de") if "<a" in row.source)
    user = person("translator")
    with pytest.raises(InvalidContent, match=r"The link <a id=.a1.> is missing"):
        texts.save(user=user, item=item, language="de", path=text.path, words="Lesen Sie das.")
    with committed():
        texts.save(user=user, item=item, language="de", path=text.path, words='Lesen Sie <a id="a1">das</a>.')
    assert find(item, "de", text.source).target == 'Lesen Sie <a id="a1">das</a>.'


def test_reviewed_belongs_to_the_words(signed_in, person, label, committed):
    form(signed_in("translator"), label, "de", act="review:1")
    mark = TextMark.objects.get(item=label, language="de")
    assert mark.reviewed_by == person("translator")
    url = reverse("translations:item", args=[label.pk, "de"])
    assert "Reviewed by Translator" in signed_in("editor").get(url).content.decode()
    with committed():
        texts.save(user=person("editor"), item=label, language="de", path="name", words="Frisches")
    assert "Reviewed by" not in signed_in("editor").get(url).content.decode()


def test_a_machine_translation_is_done_when_it_is_reviewed(person, label, committed):
    user = person("translator")
    with committed():
        texts.save(user=user, item=label, language="nl", path="name", words="Nieuws", machine=True)
    assert status(label, "nl") == "machine"
    texts.review(user=user, item=label, language="nl", path="name")
    assert status(label, "nl") == "up_to_date"


def test_comments_are_seen_and_answered(signed_in, label):
    client, url = signed_in("translator"), reverse("translations:item", args=[label.pk, "de"])
    form(client, label, "de", act="comment:1", more={"comment-1": "Which news? <b>"})
    assert "Which news? &lt;b&gt;" in signed_in("editor").get(url).content.decode()
    pk = TextComment.objects.get().pk
    form(signed_in("editor"), label, "de", act=f"resolve:{pk}")
    assert "Which news?" not in client.get(url).content.decode()
    assert form(client, label, "de", act="comment:1", more={"comment-1": " "}).status_code == 422


def test_agreed_words_are_shown_and_missed(signed_in, label, committed):
    GlossaryTerm.objects.create(
        source_language="en", target_language="de", term="news", translation="Nachricht|Neuigkeit"
    )
    url = reverse("translations:item", args=[label.pk, "de"])
    shown = signed_in("translator").get(url).content.decode()
    assert "Agreed for “news”: “Nachricht, Neuigkeit”. It is not used here." in shown
    with committed():
        form(signed_in("translator"), label, "de", words={"News": "Nachrichten"})
    shown = signed_in("translator").get(url).content.decode()
    assert "It is not used here." not in shown
    assert "Nachricht, Neuigkeit" in shown


def test_a_person_takes_what_is_theirs_along_and_is_forgotten(signed_in, person, label, page, item, committed):
    user = person("translator")
    form(signed_in("translator"), label, "de", act="comment:1", more={"comment-1": "Which news?"})
    with committed():
        texts.save(user=user, item=label, language="de", path="name", words="Frisches")
        texts.save(user=user, item=item, language="de", path=strings(item, "de")[0].path, words="Neuer Titel")
    exported = dict(personal.export(user))
    assert [row["comment"] for row in exported["translations/comments.json"]] == ["Which news?"]
    assert [row["translation"] for row in exported["translations/strings.json"]] == ["Neuer Titel"]
    personal.erase(user)
    assert not any(model.objects.filter(**{field: user}).exists() for model, field in personal.TRACES)
    assert TextComment.objects.get().text == "Which news?"


@pytest.mark.parametrize(("language", "pk"), [("xx", None), ("de", 999_999)])
def test_unknown_things_are_not_found(signed_in, label, language, pk):
    answer = signed_in("translator").get(reverse("translations:item", args=[pk or label.pk, language]))
    assert answer.status_code in (404, 302)


def test_a_page_is_begun_on_the_desk(signed_in, person, site, committed):
    with committed():
        page = publish(site.english_only)
    item = DeskItem.objects.get(key=str(page.translation_key))
    assert status(item, "de") == "missing"
    with committed():
        form(signed_in("translator"), item, "de", act="begin")
    assert status(item, "de") == "draft"
    shown = signed_in("translator").get(reverse("translations:item", args=[item.pk, "de"])).content.decode()
    assert '<textarea id="t-1"' in shown
    lead = find(item, "de", "Not translated yet")
    with committed():
        texts.save(user=person("translator"), item=item, language="de", path=lead.path, words="Noch nicht")
    assert status(item, "de") == "draft"


def test_others_may_not_write(signed_in, label):
    form(signed_in("nobody"), label, "de", words={"News": "Anders"})
    assert NewsCategory.objects.get(key="x").name_de == "Neues"


def test_the_first_string_that_waits_has_the_cursor(signed_in, label):
    address = reverse("translations:item", args=[label.pk, "nl"])
    shown = signed_in("translator").get(address, {"show": "todo"}).content.decode()
    assert re.findall(r'<textarea id="([^"]+)"[^>]* autofocus', shown) == ["t-1"]
    assert " autofocus" not in signed_in("translator").get(address).content.decode()


def test_a_page_written_freely_offers_its_editor_and_no_fields(signed_in, site, committed):
    with committed():
        publish(site("article"))
    item = DeskItem.objects.get(key=str(site("article").translation_key))
    shown = signed_in("translator").get(reverse("translations:item", args=[item.pk, "de"])).content.decode()
    assert "<textarea" not in shown
    assert reverse("wagtailadmin_pages:edit", args=[site("article", "de").pk]) in shown


def test_a_button_pressed_twice_says_it_once(person, label):
    for _twice in range(2):
        texts.comment(user=person("translator"), item=label, language="de", path="name", words="Which?")
    assert TextComment.objects.count() == 1
