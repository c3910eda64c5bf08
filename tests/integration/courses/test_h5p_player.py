"""The frame and its files: what opens them, under which headers, and what stands in them."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.h5p import package
from courses.integrations.h5p_engine import Installed
from courses.services import h5p_paths, h5p_play, h5p_store, h5p_text
from courses.services.h5p_paths import Variant
from courses.services.h5p_text import Block
from tests.factories.h5p import files_of, install
from tests.h5p_packages import h5p_bytes

PICTURE = "content/images/bench.png"


@pytest.fixture
def root(activity):
    """Where the activity's frame is."""
    return h5p_play.frame_path(activity, "en", timezone.now())


@pytest.fixture
def script(activity):
    """Where its script is."""
    return f"/h5p/l/{h5p_paths.library_token(timezone.now())}/{activity.library.sha256}/scripts/probe.js"


def integration(answer) -> dict:
    found = re.search(r'id="integration"[^>]*>(.*?)</script>', answer.content.decode(), re.DOTALL)
    return json.loads(found.group(1))


def directives(answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def test_the_frame_is_kept_by_itself(client, root):
    answer = client.get(root)
    assert answer.status_code == 200
    policy = directives(answer)
    assert policy["sandbox"] == ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"]
    assert policy["default-src"] == policy["form-action"] == policy["base-uri"] == policy["frame-src"] == ["'none'"]
    code = policy["script-src"]
    assert [source.removeprefix("http://testserver") for source in code[:2]] == ["/static/h5p/", "/static/courses/h5p/"]
    assert code[2].startswith("http://testserver/h5p/l/")
    assert len(code) == 3
    assert policy["connect-src"] == [*code, f"http://testserver{root}"]
    assert "'unsafe-inline'" not in code
    assert policy["frame-ancestors"] == ["http://localhost:8000", "http://testserver"]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not answer.cookies


def test_own_types_speak_in_the_sites_fonts(client, root):
    answer = client.get(root)
    policy, fonts = directives(answer), "http://testserver/static/portal/fonts/"
    assert {name for name, sources in policy.items() if fonts in sources} == {"font-src"}
    assert b'as="font"' not in answer.content, "scripts come first"


def test_only_with_a_library_that_needs_it_code_is_made_of_texts(client, boss, activity):
    files = {"LS4VET.Probe-1.0/library.json": json.loads(files_of("probe")["LS4VET.Probe-1.0/library.json"])}
    name = {"machineName": "EmbeddedJS", "majorVersion": 1, "minorVersion": 0}
    files["EmbeddedJS-1.0/library.json"] = name | {"title": "EJS", "patchVersion": 1, "runnable": 0}
    files["LS4VET.Probe-1.0/library.json"] |= {"patchVersion": 7, "preloadedDependencies": [name]}
    old = install(boss, files={path: json.dumps(meta).encode() for path, meta in files.items()})
    for one, evaluates in ((old, True), (activity, False)):
        policy = directives(client.get(h5p_play.frame_path(one, "en", timezone.now())))
        assert ("'unsafe-eval'" in policy["script-src"]) is evaluates
        assert "'unsafe-inline'" not in policy["script-src"]
        assert policy["sandbox"][0] == "allow-scripts"
        assert "'unsafe-eval'" not in policy["connect-src"]


def test_what_h5p_is_told(client, activity, root):
    told = integration(client.get(root))
    content = told["contents"]["cid-1"]
    assert content["library"] == "LS4VET.Probe 1.0"
    assert content["url"] == f"http://localhost:8000/activities/{activity.uuid}"
    assert content["jsonContent"]["choices"] == activity.parameters["choices"]
    assert content["contentUrl"] == f"http://testserver{root}content"
    assert told["libraryDirectories"] == {"LS4VET.Probe-1.0": activity.library.sha256}
    assert "user" not in told
    assert told["saveFreq"] is False


def test_markup_in_content_cannot_leave_its_place(client, boss):
    evil = install(boss, manifest={"title": "</title><script>1</script>"}, content={"check": "</script><b>"})
    answer = client.get(h5p_play.frame_path(evil, "en", timezone.now()))
    assert "</title><script>" not in answer.content.decode()
    assert integration(answer)["contents"]["cid-1"]["jsonContent"]["check"] == "&lt;/script&gt;&lt;b&gt;"


@pytest.mark.parametrize("named", ["/scripts/probe.js", "scripts\\probe.js", ["scripts/probe.js"]])
def test_a_script_is_found_however_its_library_names_it(client, boss, named):
    meta = json.loads(files_of("probe")["LS4VET.Probe-1.0/library.json"])
    meta["preloadedJs"] = named if isinstance(named, list) else [{"path": named}]
    odd = install(boss, files={"LS4VET.Probe-1.0/library.json": json.dumps(meta).encode()})
    told = integration(client.get(h5p_play.frame_path(odd, "en", timezone.now())))
    (address,) = told["loadedJs"]
    assert client.get(address).getvalue() == files_of("probe")["LS4VET.Probe-1.0/scripts/probe.js"]


def test_files_leave_with_fixed_types_and_no_cookies(client, root, script):
    for address, kind, data in (
        (root + PICTURE, "image/png", files_of("probe")[PICTURE]),
        (script, "text/javascript; charset=utf-8", files_of("probe")["LS4VET.Probe-1.0/scripts/probe.js"]),
    ):
        answer = client.get(address)
        assert answer.getvalue() == data
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_browsers_may_ask_before_a_script_adds_a_header(client, root, script):
    for address in (root + PICTURE, script):
        answer = client.options(address, headers={"Access-Control-Request-Headers": "x-requested-with"})
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "X-Requested-With" in answer.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert client.post(address).status_code == 405


def test_parts_of_a_file(client, root):
    data = files_of("probe")[PICTURE]
    answer = client.get(root + PICTURE, headers={"Range": "bytes=2-5"})
    assert (answer.status_code, answer.getvalue()) == (206, data[2:6])
    assert answer.headers["Content-Range"] == f"bytes 2-5/{len(data)}"
    assert client.get(root + PICTURE, headers={"Range": "bytes=99999-"}).status_code == 416
    etag = answer.headers["ETag"]
    assert client.get(root + PICTURE, headers={"If-None-Match": etag}).status_code == 304


def test_scripts_are_compressed(client, script):
    answer = client.get(script, headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content[:2] == b"\x1f\x8b"


@pytest.mark.parametrize("path", ["content/images/none.png", "content/../h5p.json", "content/content.json", "h5p.json"])
def test_only_what_belongs_to_it(client, root, path):
    assert client.get(root + path).status_code == 404


def test_an_address_works_for_a_day_at_most(activity):
    now = timezone.now()
    token = h5p_paths.content_token(Variant(activity.uuid, 1, "hu"), now)
    assert h5p_paths.read_content_token(token, now) == Variant(activity.uuid, 1, "hu")
    assert h5p_paths.read_content_token(token, now + timedelta(hours=11, minutes=59)) is not None
    assert h5p_paths.read_content_token(token, now + timedelta(hours=24)) is None
    assert h5p_paths.read_content_token(token, now - timedelta(hours=24)) is None
    assert h5p_paths.is_library_token(h5p_paths.library_token(now), now)
    assert not h5p_paths.is_library_token(h5p_paths.library_token(now), now + timedelta(hours=24))


def test_a_changed_address_opens_nothing(client, boss, activity, root):
    other = install(boss, manifest={"title": "Other"})
    forged = [
        root.replace(activity.uuid.hex, other.uuid.hex),
        root.replace(".1.en.", ".2.en."),
        root.replace(".1.en.", ".1.hu."),
        root.replace("/c/", "/c/x"),
        root[:-2] + "/",
        "/h5p/c/../",
        f"/h5p/l/x/{activity.library.sha256}/scripts/probe.js",
        f"/h5p/l/{h5p_paths.library_token(timezone.now())}/",
        f"/h5p/l/{h5p_paths.library_token(timezone.now())}/{'0' * 64}/scripts/probe.js",
    ]
    assert [client.get(address).status_code for address in forged] == [404] * len(forged)
    assert client.post(root).status_code == 405


def test_an_older_version_is_gone(client, activity, root):
    activity.version = 2
    activity.save()
    assert client.get(root).status_code == 404


def test_the_page_has_the_player_and_its_text(client, site, activity):
    answer = client.get(f"/en/activities/{activity.uuid}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'data-frame="{h5p_play.frame_path(activity, "en", timezone.now())}"' in html
    assert 'data-session=""' in html
    assert "You are not signed in" in html or "not signed in" in html
    assert "<li>She was bored.</li>" in html
    assert "Two teachers watched" in html
    assert directives(answer)["frame-src"] == ["'self'"]


def test_types_that_never_say_they_are_finished_are_done_when_seen(client, site, activity):
    address = f"/en/activities/{activity.uuid}/"
    assert "data-seen" not in client.get(address).content.decode()
    activity.library.machine = "H5P.Accordion"
    activity.library.save()
    assert "data-seen" in client.get(address).content.decode()


def test_a_learner_gets_a_session_and_a_private_page(site, anna, activity):
    browser = Client()
    browser.force_login(anna)
    answer = browser.get(f"/en/activities/{activity.uuid}/")
    assert f'data-session="/en/activities/{activity.uuid}/session/"' in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_readers_language_if_there_is_one(client, site, activity):
    parameters = activity.parameters | {"choices": ["Megfordította.", "Unatkozott."]}
    activity.localisations.create(language="hu", title="Egy kérdés", parameters=parameters, version=1)
    hungarian, german = (client.get(f"/{code}/activities/{activity.uuid}/").content.decode() for code in ("hu", "de"))
    assert "<li>Unatkozott.</li>" in hungarian
    assert "Egy kérdés" in hungarian
    assert "<li>She was bored.</li>" in german
    assert 'lang="en"' in german
    frame = client.get(h5p_play.frame_path(activity, "hu", timezone.now()))
    assert '<html class="h5p-iframe" lang="hu">' in frame.content.decode()
    told = integration(frame)["contents"]["cid-1"]
    assert told["jsonContent"]["choices"] == ["Megfordította.", "Unatkozott."]
    assert told["url"].endswith(f"/activities/{activity.uuid}")


def test_a_translation_of_an_older_version_is_not_played(client, activity):
    activity.localisations.create(language="hu", title="Egy kérdés", parameters={}, version=1)
    activity.version = 2
    assert h5p_play.text_in(activity, "hu").language == "en"


def test_who_may_not_play(client, site, anna, activity):
    activity.access = "signed_in"
    activity.save()
    address = f"/en/activities/{activity.uuid}/"
    assert client.get(address).status_code == 302
    activity.access = "course"
    activity.save()
    client.force_login(anna)
    assert client.get(address).status_code == 403


def test_queries(client, site, anna, activity, queries):
    client.force_login(anna)
    address = f"/en/activities/{activity.uuid}/"
    client.get(address)
    with queries() as page:
        assert client.get(address).status_code == 200
    with queries() as frame:
        client.get(h5p_play.frame_path(activity, "hu", timezone.now()))
    with queries() as session:
        client.get(address + "session/")
    assert (len(page) <= 8, len(frame) <= 3, len(session) <= 5) == (True, True, True), (page, frame, session)


def test_its_text_has_no_styles_of_its_own(boss):
    styled = '<p style="color:red" class="hero" lang="hu">Kész a <strong title="x">terv</strong>.</p>'
    odd = install(boss, content={"task": styled})
    texts = [line for block in h5p_text.as_text(odd, h5p_play.text_in(odd, "en")) for line in block.lines]
    assert '<p lang="hu">Kész a <strong>terv</strong>.</p>' in texts


def test_the_text_leaves_gaps_and_says_nothing_of_what_comes_afterwards(activity):
    blocks = h5p_text.as_text(activity, h5p_play.text_in(activity, "en"))
    assert [(block.kind, block.lines) for block in blocks] == [
        ("html", ("<p>Two teachers watched the same pupil for ten minutes.</p>",)),
        ("list", ("She turned the workpiece three times.", "She was bored.")),
    ]


def read(boss, name):
    with package.read(io.BytesIO(h5p_bytes(name)), installed=Installed()) as found:
        one = h5p_store.install(found, user=boss)
    return h5p_text.as_text(one, h5p_play.text_in(one, "en"))


def test_lines_to_be_ordered_do_not_tell_the_order(boss):
    (lines,) = (block.lines for block in read(boss, "ordering-the-cycle") if block.kind == "list")
    assert len(lines) == 7
    assert list(lines) == sorted(lines)


def test_a_case_reads_as_scenes_and_choices(boss):
    blocks = read(boss, "case-filming")
    first = blocks.index(Block("heading", ("10:55, five minutes before the service",)))
    assert [(block.kind, len(block.lines)) for block in blocks[first + 1 : first + 3]] == [("html", 1), ("list", 3)]
    assert "You recorded someone" not in str(blocks), "what follows is told after the choice"


def test_films_elsewhere_are_named():
    film = {"sources": [{"path": "https://www.youtube.com/watch?v=1", "mime": "video/YouTube"}], "a": "https://x"}
    assert h5p_text.elsewhere(film) == ["https://www.youtube.com/watch?v=1"]


LIBRARY = "LS4VET.Probe-1.0/library.json"


@pytest.mark.parametrize(
    ("named", "path"),
    [
        (["scripts/probe.js"], "scripts/probe.js"),
        ([{"path": "./scripts/probe.js"}, "scripts/probe.js"], "scripts/probe.js"),
        ([{"path": "scripts/a b#c%2e&d.js"}], "scripts/a%20b%23c%252e%26d.js"),
    ],
)
def test_scripts_are_found_however_a_library_names_them(client, boss, named, path):
    meta = json.loads(files_of("probe")[LIBRARY]) | {"preloadedJs": named}
    files = {LIBRARY: json.dumps(meta).encode(), "LS4VET.Probe-1.0/scripts/a b#c%2e&d.js": b"1"}
    odd = install(boss, files=files)
    told = integration(client.get(h5p_play.frame_path(odd, "en", timezone.now())))
    (script,) = told["loadedJs"]
    assert script.endswith(f"{odd.library.sha256}/{path}")
    assert client.get(script).status_code == 200


@pytest.mark.parametrize("name", ["%00", "A" * 64, "0" * 63, "0" * 65, "..", "é"])
def test_a_sum_that_is_none(client, activity, name):
    token = h5p_paths.library_token(timezone.now())
    assert client.get(f"/h5p/l/{token}/{name}/scripts/probe.js").status_code in (302, 404)
    assert client.get(f"/h5p/l/{token}/{activity.library.sha256}/%00").status_code == 404


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,3-4", "bytes=" + "0-0," * 5_000 + "1-1", "bytes=5-2", "bits=0-1", "bytes=-"]
)
def test_odd_parts_are_the_whole_file(client, root, asked):
    answer = client.get(root + PICTURE, headers={"Range": asked})
    assert (answer.status_code, answer.getvalue()) == (200, files_of("probe")[PICTURE])


def test_an_address_of_libraries_opens_no_content(client, activity, root):
    token = h5p_paths.library_token(timezone.now())
    assert client.get(f"/h5p/c/{token}/").status_code == 404
    assert client.get(f"/h5p/c/{token}/{PICTURE}").status_code == 404
    own = root.split("/")[3]
    assert client.get(f"/h5p/l/{own}/{activity.library.sha256}/scripts/probe.js").status_code == 404


def test_another_activitys_file_does_not_open_here(client, boss, activity, root):
    new = files_of("probe")[PICTURE] + b"."
    change = {"content": {"picture": {"path": "images/new.png", "mime": "image/png"}}}
    install(boss, files={PICTURE: None, "content/images/new.png": new}, **change)
    assert client.get(f"{root}content/images/new.png").status_code == 404
    assert client.get(root + PICTURE).status_code == 200


def test_the_text_has_no_looks_of_its_own(boss):
    task = '<p class="overlay" style="color:red" lang="hu">A <strong class="b">szó</strong> class="x"</p>'
    odd = install(boss, content={"task": task})
    first = h5p_text.as_text(odd, h5p_play.text_in(odd, "en"))[0]
    assert first.lines == ('<p lang="hu">A <strong>szó</strong> class="x"</p>',)
