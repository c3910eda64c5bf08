"""Activities on the translation desk: counts, writing, refusals, files, staleness, reviewing."""

import pytest
from django.urls import reverse

from courses.models import H5PLocalisation, H5PTranslation
from courses.services import h5p_activities
from portal.core.errors import NotAllowed
from portal.core.models import AuditEntry
from portal.core.translatables import registry
from portal.translations import formats
from portal.translations.models import DeskEntry, DeskItem, GlossaryTerm, TextMark
from portal.translations.services import desk, exchange, texts
from tests.factories import user
from tests.factories.h5p_texts import ANSWERS, answers, quiz, replace

from .test_h5p_translations import GERMAN

pytestmark = pytest.mark.django_db
COUNTS = ("status", "open", "stale", "machine", "words_to_do")


@pytest.fixture
def greta(db):
    """Translates into German."""
    return user("greta@example.org", "translator_de")


@pytest.fixture
def item(boss, committed):
    """An activity on the desk."""
    with committed():
        activity = quiz(boss)
    return DeskItem.objects.get(kind="h5p", key=str(activity.uuid))


@pytest.fixture
def done(item, greta, committed):
    """The same, up to date in German."""
    for path, words in GERMAN.items():
        texts.save(user=greta, item=item, language="de", path=path, words=words)
    texts.publish(user=greta, item=item, language="de")
    return item


def count(item, language="de"):
    return DeskEntry.objects.values_list(*COUNTS).get(item=item, language=language)


def text(item, path, language="de"):
    return next(one for one in desk.iter_texts(item, language) if one.path == path)


def of(item):
    from courses.models import H5PActivity

    return H5PActivity.objects.get(uuid=item.key)


def test_what_the_content_type_says_itself_is_no_work(item):
    assert (item.title, item.room, item.source_language, item.strings) == ("Dough", "course", "en", 10)
    assert count(item, "en") == ("source", 0, 0, 0, 0)
    assert count(item, "hu") == ("missing", 7, 0, 0, 38)
    assert count(item, "de") == ("missing", 8, 0, 0, 40)
    assert count(item, "nl") == ("missing", 10, 0, 0, 44)
    hungarian = text(item, "labels.check", "hu")
    assert (hungarian.target, hungarian.given, hungarian.machine) == ("Ellenőrzés", True, False)
    assert [one.path for one in desk.iter_texts(item, "de")][-3:] == ["labels.check", "labels.retry", "labels.score"]


def test_places_are_words(item):
    places = [one.place for one in desk.iter_texts(item, "de")]
    assert places[:6] == [
        "Title",
        "Introduction, part 1",
        "Introduction, part 2",
        "Sentences 1, Line",
        "Answers, Answer 1, Text",
        "Answers, Answer 2, Text",
    ]


def test_from_missing_to_up_to_date(item, greta):
    texts.save(user=greta, item=item, language="de", path="answers.0.text", words=GERMAN["answers.0.text"])
    assert count(item) == ("draft", 7, 0, 0, 35)
    for path, words in GERMAN.items():
        texts.save(user=greta, item=item, language="de", path=path, words=words)
    assert count(item) == ("draft", 0, 0, 0, 0)
    assert not H5PLocalisation.objects.exists()
    texts.publish(user=greta, item=item, language="de")
    assert count(item) == ("up_to_date", 0, 0, 0, 0)
    assert H5PLocalisation.objects.get().title == "Teig"
    assert item.entries.get(language="de").changed_by == greta
    texts.save(user=greta, item=item, language="de", path="labels.check", words="Prüfen")
    assert count(item) == ("draft", 0, 0, 0, 0)
    assert text(item, "labels.check").given is False
    actions = AuditEntry.objects.filter(actor=greta).values_list("action", flat=True)
    assert list(actions).count("translation.published") == 1


@pytest.mark.parametrize("who", ["learner", "course_manager", "translator_hu"])
def test_others_may_not_write_or_publish(item, who):
    somebody = user("other@example.org", who)
    with pytest.raises(NotAllowed):
        texts.save(user=somebody, item=item, language="de", path="@title", words="Teig")
    with pytest.raises(NotAllowed):
        texts.publish(user=somebody, item=item, language="de")
    assert not H5PTranslation.objects.exists()


def test_the_source_is_not_changed_on_the_desk(item, boss):
    with pytest.raises(NotAllowed, match="The original is changed in its own editor"):
        texts.save(user=boss, item=item, language="en", path="@title", words="Bread")
    assert of(item).title == "Dough"


def test_a_changed_answer_is_stale_with_old_and_new(done, boss, committed, client, greta):
    with committed():
        replace(of(done), boss, answers=answers(ANSWERS[0], "The apprentice asks a friend.", ANSWERS[2]))
    assert count(done) == ("stale", 0, 1, 0, 5)
    assert count(done, "hu") == ("missing", 7, 0, 0, 38)
    found = text(done, "answers.1.text")
    assert (found.source, found.made_from, found.target) == (
        "The apprentice asks a friend.",
        ANSWERS[1],
        GERMAN["answers.1.text"],
    )
    client.force_login(greta)
    page = client.get(reverse("translations:item", args=[done.pk, "de"]) + "?show=todo").content.decode()
    assert '<del><span class="w-sr-only">taken out: </span>the master.</del>' in page
    assert '<ins><span class="w-sr-only">put in: </span>a friend.</ins>' in page
    texts.save(user=greta, item=done, language="de", path="answers.1.text", words=found.target)  # still right
    assert count(done) == ("up_to_date", 0, 0, 0, 0)  # learners have these words
    texts.save(user=greta, item=done, language="de", path="answers.1.text", words="Er fragt einen Freund.")
    assert count(done) == ("draft", 0, 0, 0, 0)


def test_a_new_answer_is_work_and_the_moved_ones_are_not(done, boss, committed):
    with committed():
        replace(of(done), boss, answers=answers("A new one.", *ANSWERS))
    assert count(done) == ("stale", 1, 0, 0, 3)
    with committed():
        replace(of(done), boss)
    assert count(done) == ("up_to_date", 0, 0, 0, 0)


def test_counting_again_finds_nothing_to_correct(done, boss, committed):
    with committed():
        replace(of(done), boss, title="Bread", answers=answers("A new one.", *ANSWERS[1:]))
    before = [count(done, language) for language in ("hu", "de", "nl")]
    assert [line for line in desk.rebuild() if line.kind == "h5p"] == []
    assert [count(done, language) for language in ("hu", "de", "nl")] == before
    assert before[1] == ("stale", 0, 2, 0, 4)


def test_an_activity_that_is_gone_leaves_the_desk(done, boss, committed):
    with committed():
        h5p_activities.remove(user=boss, activity=of(done), with_results=True)
    done.refresh_from_db()
    assert not done.active
    assert not H5PTranslation.objects.exists()


@pytest.mark.parametrize("name", ["po", "xliff"])
def test_a_file_goes_out_and_comes_back(item, greta, name):
    units = list(exchange.outgoing(user=greta, items=[item], language="de", only_to_do=True))
    assert [unit.path for unit in units] == list(GERMAN)
    filled = [unit._replace(target=GERMAN[unit.path]) for unit in units]
    parcel = formats.read(formats.write(name, filled, source="en", language="de"))
    changes = exchange.preview(user=greta, parcel=parcel)
    assert {change.sort for change in changes} == {"new"}
    stored, refused = exchange.bring_in(
        user=greta, parcel=parcel, chosen={change.number for change in changes}, seen={}
    )
    assert (stored, refused) == (8, [])
    assert count(item) == ("draft", 0, 0, 0, 0)
    assert text(item, "intro#0").target == GERMAN["intro#0"]


def test_a_file_that_breaks_a_gap_says_so_before_anything_is_stored(item, greta):
    unit = formats.Unit("h5p", item.key, "questions.0#0", text(item, "questions.0#0").source, "Der Teig ruht.")
    changes = exchange.preview(user=greta, parcel=formats.Parcel("de", [unit]))
    assert [change.sort for change in changes] == ["refused"]
    assert ":degrees must stand in the translation" in changes[0].why
    assert "The asterisks around words come in pairs" in changes[0].why


def test_a_lost_link_is_refused_and_nothing_typed_is_lost(item, greta, client):
    client.force_login(greta)
    data = {"act": "save", "path-1": "intro#0", "seen-1": "", "text-1": "Lesen Sie die Seite."}
    answer = client.post(reverse("translations:item", args=[item.pk, "de"]), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The link &lt;a id=&quot;a1&quot;&gt; is missing." in page
    assert "Lesen Sie die Seite.</textarea>" in page
    assert not H5PTranslation.objects.exists()


def test_reviews_comments_and_agreed_words(done, greta, client):
    GlossaryTerm.objects.create(source_language="en", target_language="de", term="apprentice", translation="Lehrling")
    texts.review(user=greta, item=done, language="de", path="answers.0.text")
    texts.comment(user=greta, item=done, language="de", path="answers.0.text", words="Or “Azubi”?")
    client.force_login(greta)
    page = client.get(reverse("translations:item", args=[done.pk, "de"])).content.decode()
    assert page.count("Reviewed by") == 1
    assert "Or “Azubi”?" in page
    assert '<b lang="de">Lehrling</b>' in page
    assert "Filled in by the content type" in page
    texts.save(user=greta, item=done, language="de", path="answers.0.text", words="Der Lehrling wiegt.")
    mark = TextMark.objects.get(item=done, path="answers.0.text")
    assert mark.reviewed != desk.digest("Der Lehrling wiegt.")


def test_machine_translation_is_marked_until_somebody_has_read_it(item, greta):
    texts.save(user=greta, item=item, language="de", path="@title", words="Teig", machine=True)
    assert count(item) == ("draft", 7, 0, 1, 40)
    texts.review(user=greta, item=item, language="de", path="@title")
    assert count(item)[3] == 0


def test_the_screen_asks_as_much_for_one_activity_as_for_thirty(done, boss, greta, client, queries, committed):
    client.force_login(greta)
    address = reverse("translations:matrix") + "?kind=h5p"
    client.get(address)
    with queries() as one:
        client.get(address)
    with committed():
        for number in range(29):
            quiz(boss, title=f"Dough {number}")
    client.get(address)  # what pages keep is read anew after a change
    with queries() as thirty:
        page = client.get(address)
    assert len(thirty) == len(one)
    assert page.content.decode().count("<tr>") >= 25
    assert registry["h5p"].thing("not-a-uuid") is None
