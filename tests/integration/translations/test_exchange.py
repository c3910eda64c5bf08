"""Out to other tools and back."""

import io
import re

import polib
import pytest
from django.urls import reverse

from portal.core.errors import NotAllowed
from portal.models import NewsCategory
from portal.translations import formats
from portal.translations.models import DeskItem
from portal.translations.services import desk, exchange
from tests.factories import publish

pytestmark = pytest.mark.django_db
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">&c;</xliff>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'


@pytest.fixture
def label(site, committed):
    with committed():
        record = NewsCategory.objects.create(key="x", name_en="News", name_hu="Hírek", name_de="")
    return DeskItem.objects.get(key=f"portal.newscategory.{record.pk}")


def export(client, *items, into="de", **query):
    answer = client.get(
        reverse("translations:export"), {"into": into, "format": "po", "item": [i.pk for i in items], **query}
    )
    assert answer.status_code == 200
    return answer.content


def bring(client, content, name="file.po"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return client.post(reverse("translations:import"), {"file": file})


def accept(client, shown, *extra):
    page = shown.content.decode()
    parcel = re.search(r'name="parcel" value="([^"]+)"', page)[1]
    ticked = re.findall(r'name="take" value="(\d+)" checked', page)
    return client.post(reverse("translations:import"), {"parcel": parcel, "take": [*ticked, *extra]}, follow=True)


@pytest.mark.parametrize("name", ["po", "xliff"])
def test_a_round_trip_of_what_is_missing(signed_in, label, name, committed):
    client = signed_in("translator")
    content = export(client, format=name, kind="label", q="News category: News")
    parcel = formats.read(content.replace(b"needs-translation", b"translated"))
    assert [(unit.key, unit.source, unit.target) for unit in parcel.units] == [(label.key, "News", "")]
    if name == "po":
        filled = content.replace(b'msgid "News"\nmsgstr ""', 'msgid "News"\nmsgstr "Neuigkeiten ÖÄ"'.encode())
    else:
        filled = re.sub(rb'<target state="needs-translation"\s*/>', "<target>Neuigkeiten ÖÄ</target>".encode(), content)
    shown = bring(client, filled)
    assert shown.status_code == 200
    assert not NewsCategory.objects.get(key="x").name_de, "a preview stores nothing"
    with committed():
        accept(client, shown)
    assert NewsCategory.objects.get(key="x").name_de == "Neuigkeiten ÖÄ"
    assert label.entries.get(language="de").status == "up_to_date"


def test_a_page_goes_out_and_comes_back(signed_in, page, item, committed):
    client = signed_in("translator")
    page.lead += " Really."
    with committed():
        publish(page)
    file = polib.pofile(export(client, item).decode())
    (entry,) = list(file)
    assert "fuzzy" in entry.flags
    assert entry.previous_msgid == page.lead.removesuffix(" Really.")
    entry.msgstr, entry.flags = "Ganz neu.", []
    with committed():
        accept(client, bring(client, str(file)))
    assert item.entries.get(language="de").status == "draft"


def test_nothing_is_overwritten_in_silence(signed_in, label, committed):
    client = signed_in("translator")
    content = export(client, label, into="hu", what="all").replace("Hírek".encode(), "Újdonságok".encode())
    shown = bring(client, content)
    assert "replaces what is there" in shown.content.decode()
    with committed():
        accept(client, shown)
    assert NewsCategory.objects.get(key="x").name_hu == "Hírek"
    NewsCategory.objects.filter(key="x").update(name_hu="Közben más")
    answer = accept(client, shown, "1")
    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert NewsCategory.objects.get(key="x").name_hu == "Közben más"
    with committed():
        accept(client, bring(client, content), "1")
    assert NewsCategory.objects.get(key="x").name_hu == "Újdonságok"


def test_a_source_that_changed_is_a_conflict(signed_in, label, committed):
    client = signed_in("translator")
    content = export(client, label).replace(b'msgid "News"\nmsgstr ""', b'msgid "News"\nmsgstr "Neu"')
    with committed():
        record = NewsCategory.objects.get(key="x")
        record.name_en = "Fresh news"
        record.save()
    shown = bring(client, content)
    assert "The source changed after the export." in shown.content.decode()
    accept(client, shown, "1")
    assert not NewsCategory.objects.get(key="x").name_de


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        OUTSIDE,
        "<xliff>",
        "<a/>",
        "/etc/passwd",
        "/etc/passwd\n",
        "",
        b"\xff\xfe\x00",
        b'msgid "\xe9"\n',
        'msgid "a\nmsgstr',
        'msgid ""\nmsgstr "Language: xx\\n"\n\nmsgid "a"\nmsgstr "b"\n',
        'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n',
        b"x" * (formats.LARGEST + 1),
    ],
)
def test_hostile_and_broken_files_are_refused(signed_in, label, content):
    answer = bring(signed_in("translator"), content)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was stored" in page
    assert "root:" not in page


def test_a_language_that_is_not_ones_own_is_refused(signed_in, person, label):
    content = export(signed_in("editor"), label).replace(b"Language: de", b"Language: en")
    assert bring(signed_in("translator"), content).status_code == 422
    with pytest.raises(NotAllowed):
        list(exchange.outgoing(user=person("nobody"), items=[label], language="de", only_to_do=False))


def test_unknown_and_faulty_strings_are_named(signed_in, label):
    def row(context, words):
        return f'msgctxt "{context}"\nmsgid "News"\nmsgstr "{words}"\n\n'

    content = 'msgid ""\nmsgstr "Language: de\\n"\n\n' + row("label|portal.newscategory.9999|name", "X")
    content += row(f"label|{label.key}|name", "<script>") + row("../../etc|x", "Y")
    page = bring(signed_in("translator"), content).content.decode()
    assert page.count("This string is not on the site (any more).") == 2
    assert "is not in the original" in page


def test_a_forged_preview_is_refused(signed_in, label):
    answer = signed_in("translator").post(reverse("translations:import"), {"parcel": "x", "take": "1"})
    assert answer.status_code == 422


def test_only_people_of_the_desk(signed_in, client):
    for name in ("export", "import"):
        assert signed_in("nobody").get(reverse(f"translations:{name}")).status_code == 302
        assert "/login/" in client.get(reverse(f"translations:{name}")).url


def test_nothing_to_take_is_said(signed_in, label):
    query = {"into": "hu", "format": "po", "item": label.pk, "kind": "label"}
    answer = signed_in("translator").get(reverse("translations:export"), query)
    assert answer.url == reverse("translations:matrix") + "?kind=label"


def test_an_import_counts_each_text_once(person, page, item, committed, monkeypatch):
    user, counted = person("translator"), []
    units = list(exchange.outgoing(user=user, items=[item], language="de", only_to_do=False))
    parcel = formats.Parcel("de", [unit._replace(target=f"{unit.target} neu") for unit in units])
    monkeypatch.setattr(desk, "_refresh", lambda kind, key, only, user: counted.append((key, user)))
    with committed():
        stored, _refused = exchange.bring_in(
            user=user, parcel=parcel, chosen=set(range(1, 100)), seen={n: u.target for n, u in enumerate(units, 1)}
        )
    assert stored == len(units) > 1
    assert counted.count((item.key, user)) == 1
