"""Discussions: who reads and writes, what is refused with its text kept, moderation, mentions, the digest, speed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.choices import TalkDigest
from courses.models import Post, TalkVisit, TalkWish
from courses.services import talk, talk_digest, unit_page
from courses.services.cohort_end import CohortEnded
from courses.services.outline import course as outline_of
from courses.services.talk import MOST_AN_HOUR, Overtaken, TooMany
from courses.templatetags.handin import plain_words
from portal.core.errors import InvalidContent, NotAllowed
from portal.core.models import AuditEntry
from tests.factories import course as factory

from .handin import client, hidden, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def course(built_site):
    return factory.small_course(built_site)


@pytest.fixture
def scene(site, course):
    found = stage(course)
    found.learner.display_name, found.guide.display_name = "Béla Nagy", "Greta Guide"
    found.learner.save()
    found.guide.save()
    return found


def write(scene, text="Birch waited", user=None, **more):
    title = "" if more.get("thread") else "What I saw"
    given = {"page": scene.page, "uuid": uuid4(), "title": title, "language": "de", **more}
    return talk.write(user=user or scene.learner, cohort=scene.cohort, text=text, **given)


def at(name, *args):
    return reverse(f"courses:{name}", args=args)


def sent(form, **more):
    return {"key": hidden(form, "key"), "text": "Birch waited", "language": "de", "title": "What I saw", **more}


# --- writing -----------------------------------------------------------------------------------------------


def test_a_thread_is_begun_answered_and_read(scene):
    address = at("talk_page", scene.cohort.uuid, scene.page)
    page = scene.browse().get(address)
    answer = scene.browse().post(address, sent(page))
    thread = Post.objects.get()
    assert answer.url == at("talk_thread", thread.uuid)
    assert (thread.page, thread.language, thread.author) == (scene.page, "de", scene.learner)
    listed = client(scene.guide).get(address).content.decode()
    assert "What I saw" in listed
    assert "badge--now" in listed, "it is new to others"
    page = client(scene.guide).get(answer.url)
    assert '<div class="talk-text" lang="de"><p>Birch waited</p></div>' in page.content.decode()
    assert "badge--now" not in client(scene.guide).get(address).content.decode(), "and was read now"
    client(scene.guide).post(answer.url, sent(page, text="How long?", language="en"))
    assert Post.objects.get(thread=thread).page == scene.page
    assert "badge--now" in scene.browse().get(address).content.decode(), "an answer makes it new again"
    assert "1 answer" in scene.browse().get(at("talk_cohort", scene.cohort.uuid)).content.decode()


def test_the_menu_leads_to_the_only_cohort(scene):
    assert scene.browse().get(at("talk")).url == at("talk_cohort", scene.cohort.uuid)
    other = factory.cohort(scene.course, start=None, end=None)
    factory.facilitator(other, scene.guide)
    page = client(scene.guide).get(at("talk"))
    assert {scene.cohort.name, other.name} <= {one.name for one in page.context["cohorts"]}
    nobody = client(factory.user("nobody@school.example", "learner")).get(at("talk"))
    assert b"No cohort yet" in nobody.content


def test_a_form_sent_twice_writes_once(scene):
    address = at("talk_cohort", scene.cohort.uuid)
    given = sent(scene.browse().get(address), page=str(scene.course.key()))
    assert scene.browse().post(address, given).status_code == 302
    assert scene.browse().post(address, given).status_code == 302
    assert Post.objects.count() == 1
    assert client(scene.guide).post(address, given).status_code == 409, "the number belongs to somebody else"


@pytest.mark.parametrize("name", ["talk_cohort", "talk_page", "talk_thread", "talk_post", "talk_report"])
def test_other_cohorts_find_nothing(scene, name):
    post = write(scene)
    args = {"talk_cohort": [scene.cohort.uuid], "talk_page": [scene.cohort.uuid, scene.page]}.get(name, [post.uuid])
    other = factory.cohort(scene.course, start=None, end=None)
    for who in (factory.learner(other).user, factory.facilitator(other), factory.user("x@school.example", "editor")):
        assert client(who).get(at(name, *args)).status_code == 404
    assert "/account/login/" in Client().get(at(name, *args)).url
    withdrawn = factory.learner(scene.cohort, state="withdrawn").user
    assert client(withdrawn).get(at(name, *args)).status_code == 404
    for who in (scene.guide, factory.mentor(scene.cohort), factory.course_manager()):
        assert client(who).get(at(name, *args)).status_code in (200, 302)


def test_a_page_that_is_none_of_the_course_is_not_there(scene):
    assert scene.browse().get(at("talk_page", scene.cohort.uuid, uuid4())).status_code == 404


def test_long_empty_and_many_come_back_with_their_text(scene):
    thread = write(scene)
    address = at("talk_thread", thread.uuid)
    key = {"key": uuid4(), "language": "hu"}
    long = scene.browse().post(address, {**key, "text": "ű" * 100_000})
    assert long.status_code == 422
    assert "ű" * 100_000 in long.content.decode()
    assert scene.browse().post(address, {**key, "text": " "}).status_code == 422
    for _number in range(MOST_AN_HOUR - 1):
        write(scene, thread=thread)
    many = scene.browse().post(address, {**key, "text": "One more"})
    assert many.status_code == 429
    assert b"One more" in many.content
    with pytest.raises(TooMany):
        write(scene)
    later = timezone.now() + timedelta(hours=2)
    assert write(scene, thread=thread, now=later).pk


def test_an_ended_cohort_is_read_only(scene):
    thread = write(scene)
    scene.end()
    page = scene.browse().get(at("talk_thread", thread.uuid))
    assert b"Birch waited" in page.content
    assert b"Send the answer" not in page.content
    late = {"key": uuid4(), "language": "de", "text": "Too late"}
    answer = scene.browse().post(at("talk_thread", thread.uuid), late)
    assert answer.status_code == 409
    assert b"Too late" in answer.content
    with pytest.raises(CohortEnded):
        talk.delete(user=scene.learner, post=Post.objects.get())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\n\nTwo\nthree", "<p>One</p>\n\n<p>Two<br>three</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (
            "See https://ls4vet.example/a?b=1&c=2.",
            '<p>See <a href="https://ls4vet.example/a?b=1&amp;c=2" rel="nofollow noopener ugc">'
            "https://ls4vet.example/a?b=1&amp;c=2</a>.</p>",
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ('<a href="https://x.example" onclick="y">x</a>', None),
    ],
)
def test_text_is_paragraphs_and_links_and_nothing_else(text, html):
    found = plain_words(text)
    assert "<script" not in found
    assert "onclick=" not in found.replace("onclick=&quot;", "").replace('onclick="y"&gt;', "")
    if html is not None:
        assert found == html


# --- one's own words ---------------------------------------------------------------------------------------


def test_ones_own_words_are_changed_and_taken_back(scene):
    thread = write(scene)
    answer = write(scene, "Answer", user=scene.guide, thread=thread)
    address = at("talk_edit", thread.uuid)
    page = scene.browse().get(address)
    given = {"title": "New title", "text": "New text", "language": "hu", "version": hidden(page, "version")}
    assert scene.browse().post(address, given).status_code == 302
    thread.refresh_from_db()
    assert (thread.title, thread.text, thread.language, thread.version) == ("New title", "New text", "hu", 2)
    assert thread.edited_at
    stale = scene.browse().post(address, {**given, "text": "Older window"})
    assert stale.status_code == 409
    assert b"Older window" in stale.content
    assert b"New text" in stale.content
    assert client(scene.guide).get(address).status_code == 404
    assert client(scene.guide).post(at("talk_delete", thread.uuid)).status_code == 404
    assert scene.browse().post(at("talk_delete", thread.uuid)).status_code == 302
    thread.refresh_from_db()
    assert (thread.title, thread.text) == ("", "")
    page = scene.browse().get(at("talk_thread", thread.uuid)).content.decode()
    assert "Deleted by its author" in page
    assert "Answer" in page, "the place stays, and so do answers"
    assert answer.thread_id == thread.pk
    assert AuditEntry.objects.get(action="talk.deleted").target_label == str(thread.uuid)
    with pytest.raises(NotAllowed):
        talk.edit(user=scene.learner, post=thread, text="x", title="x", language="de", known=thread.version)


def test_an_old_version_changes_nothing(scene):
    post = write(scene)
    talk.edit(user=scene.learner, post=post, text="Two", title="T", language="de", known=1)
    with pytest.raises(Overtaken):
        talk.edit(user=scene.learner, post=post, text="Three", title="T", language="de", known=1)
    assert Post.objects.get().text == "Two"


# --- moderation --------------------------------------------------------------------------------------------


def test_reported_hidden_with_a_reason_and_shown_again(scene, committed):
    post, colleague = write(scene, "Something harsh"), factory.learner(scene.cohort).user
    with committed():
        assert client(colleague).post(at("talk_report", post.uuid), {"why": "names a pupil"}).status_code == 302
    assert [one.to for one in mail.outbox] == [[scene.guide.email]]
    page = client(scene.guide).get(at("talk_cohort", scene.cohort.uuid))
    assert b"names a pupil" in page.content
    assert b"names a pupil" not in scene.browse().get(at("talk_cohort", scene.cohort.uuid)).content
    for who in (colleague, factory.mentor(scene.cohort)):
        assert client(who).get(at("talk_hide", post.uuid)).status_code == 404
        with pytest.raises(NotAllowed):
            talk.hide(user=who, post=post, why="x")
    assert client(scene.guide).post(at("talk_hide", post.uuid), {"why": " "}).status_code == 422
    with committed():
        client(scene.guide).post(at("talk_hide", post.uuid), {"why": "A pupil is named"})
    assert mail.outbox[-1].to == [scene.learner.email]
    assert "A pupil is named" in mail.outbox[-1].body
    assert b"Something harsh" not in client(colleague).get(at("talk_thread", post.uuid)).content
    own = scene.browse().get(at("talk_thread", post.uuid))
    assert b"Something harsh" in own.content
    assert b"A pupil is named" in own.content
    client(scene.guide).post(at("talk_moderate", post.uuid), {"deed": "show"})
    assert b"Something harsh" in client(colleague).get(at("talk_thread", post.uuid)).content
    log = AuditEntry.objects.filter(action__startswith="talk.").order_by("pk")
    assert [one.action for one in log] == ["talk.reported", "talk.hidden", "talk.shown_again"]
    assert all(not one.data and not one.why for one in log), "never contents"


def test_a_report_is_closed_and_nobody_reports_their_own(scene):
    post, colleague = write(scene), factory.learner(scene.cohort).user
    assert scene.browse().get(at("talk_report", post.uuid)).status_code == 404
    with pytest.raises(InvalidContent):
        talk.report(user=colleague, post=post, why=" ")
    talk.report(user=colleague, post=post, why="first")
    talk.report(user=scene.guide, post=post, why="second")
    assert Post.objects.get().report == "first"
    assert client(colleague).post(at("talk_moderate", post.uuid)).status_code == 404
    client(scene.guide).post(at("talk_moderate", post.uuid), {"deed": "leave"})
    assert Post.objects.get().reported_at is None


# --- mentions and the digest -------------------------------------------------------------------------------


def test_mentions_write_at_once_and_once(scene, committed):
    anna = factory.learner(scene.cohort, factory.user("anna@s.example", "learner", display_name="Anna")).user
    longer = factory.learner(scene.cohort, factory.user("ak@s.example", "learner", display_name="Anna Kiss")).user
    stranger = factory.user("s@s.example", "learner", display_name="Stranger")
    with committed():
        post = write(scene, "@anna kiss, @Stranger and @Béla Nagy: look")
    assert set(post.mentioned.all()) == {longer}
    assert [one.to for one in mail.outbox] == [[longer.email]]
    with committed():
        changed = {"title": "T", "language": "de", "known": 1, "text": "@Anna Kiss and @Anna: look"}
        talk.edit(user=scene.learner, post=post, **changed)
    assert [one.to for one in mail.outbox[1:]] == [[anna.email]], "who was told is not told again"
    anna.mail_off = ["course_mentions"]
    anna.save()
    page = scene.browse().get(at("talk_thread", post.uuid))
    with committed():
        scene.browse().post(at("talk_thread", post.uuid), sent(page, mention=anna.pk))
    assert len(mail.outbox) == 2, "switched off"
    wrong = scene.browse().post(at("talk_thread", post.uuid), sent(page, key=uuid4(), mention=stranger.pk))
    assert wrong.status_code == 422


def test_the_digest_comes_when_its_time_has_come(scene, committed):
    now = timezone.now()
    post = write(scene, "What we tried " * 30)
    write(scene, "More", thread=post)

    def send(moment):
        mail.outbox.clear()
        with committed():
            talk_digest.send_due(moment)
        return {to for one in mail.outbox for to in one.to}

    talk_digest.set_wish(user=scene.guide, digest=TalkDigest.DAILY)
    silent = factory.learner(scene.cohort).user
    talk_digest.set_wish(user=silent, digest=TalkDigest.OFF)
    assert send(now + timedelta(minutes=1)) == {scene.guide.email}, "one's own words are no news"
    assert mail.outbox[0].subject == "New in your discussions: What I saw"
    assert "2 new posts" in mail.outbox[0].body
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert send(now + timedelta(hours=2)) == set()
    later = write(scene, "Next day", now=now + timedelta(hours=20))
    assert send(now + timedelta(hours=25)) == {scene.guide.email}
    assert "1 new post" in mail.outbox[0].body
    assert send(now + timedelta(hours=50)) == set(), "nothing new"
    talk.hide(user=scene.guide, post=later, why="x")
    write(scene, "Hidden in the meantime", user=scene.guide, now=now + timedelta(days=7, hours=1))
    assert send(now + timedelta(days=8)) == {scene.learner.email}, "weekly unless said otherwise"
    scene.end()
    write_late = Post.objects.order_by("pk").last()
    Post.objects.filter(pk=write_late.pk).update(created_at=now + timedelta(days=16))
    assert send(now + timedelta(days=20)) == set()


def test_how_often_is_chosen_and_the_link_in_the_mail_has_the_last_word(scene):
    browser = scene.browse()
    assert browser.post(at("talk_wishes"), {"digest": "daily"}).status_code == 302
    assert TalkWish.objects.get().digest == "daily"
    scene.learner.mail_off = ["course_talk"]
    scene.learner.save()
    assert talk_digest.wish_of(scene.learner) == TalkDigest.OFF
    browser.post(at("talk_wishes"), {"digest": "weekly"})
    scene.learner.refresh_from_db()
    assert scene.learner.mail_off == []
    assert browser.post(at("talk_wishes"), {"digest": "hourly"}).status_code == 422


# --- speed, the box ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["talk_cohort", "talk_page", "talk_thread"])
def test_the_number_of_queries_stays(scene, queries, name):
    thread = write(scene)
    args = {"talk_cohort": [scene.cohort.uuid], "talk_page": [scene.cohort.uuid, scene.page]}.get(name, [thread.uuid])
    browser = scene.browse()
    browser.get(at(name, *args))
    counted = []
    for _round in range(2):
        with queries() as asked:
            assert browser.get(at(name, *args)).status_code == 200
        counted.append(len(asked))
        people = [factory.learner(scene.cohort).user for _number in range(30)]
        for person in people:
            write(scene, "@Béla Nagy", user=person)
            write(scene, "@Greta Guide", user=person, thread=thread)
    assert counted[0] == counted[1]
    assert counted[1] <= 12


def test_long_threads_come_in_pages_and_a_post_is_found_on_its_own(scene):
    thread = write(scene)
    guide = [write(scene, f"Answer {n}", user=factory.learner(scene.cohort).user, thread=thread) for n in range(30)]
    answer = scene.browse().get(at("talk_post", guide[-1].uuid))
    assert answer.url == f"{at('talk_thread', thread.uuid)}?page=2#post-{guide[-1].uuid}"
    assert b"Answer 29" in scene.browse().get(answer.url).content


def test_the_box_of_a_unit_has_the_newest_words_in_one_query(scene, queries):
    for number in range(5):
        write(scene, f"Post {number}")
    unit = outline_of(scene.course.key()).unit(scene.page)
    with queries() as asked:
        found = unit_page.PARTS["talk"](scene.enrolment, unit)
    assert len(asked) == 1
    assert [one.text for one in found["posts"]] == ["Post 4", "Post 3", "Post 2"]
    assert found["url"] == at("talk_page", scene.cohort.uuid, scene.page)


def test_learners_see_the_box_below_the_unit_and_visitors_do_not(scene):
    write(scene)
    page = scene.browse().get(scene.course.url(2, 1)).content.decode()
    assert "Discussion of your cohort" in page
    assert at("talk_page", scene.cohort.uuid, scene.page) in page
    assert "Birch waited" in page
    for reader in (Client(), client(factory.learner(factory.cohort(scene.course, start=None, end=None)).user)):
        assert "Birch waited" not in reader.get(scene.course.url(2, 1)).content.decode()


def test_reading_is_remembered_once(scene):
    thread = write(scene)
    for _round in range(3):
        client(scene.guide).get(at("talk_thread", thread.uuid))
    assert TalkVisit.objects.filter(user=scene.guide).count() == 1


def test_pages_are_private(scene):
    assert "no-store" in scene.browse().get(at("talk_cohort", scene.cohort.uuid)).headers["Cache-Control"]
