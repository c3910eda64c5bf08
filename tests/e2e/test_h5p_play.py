"""An activity's life as people see it: uploaded, played, resumed elsewhere, translated, taken to another site."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests import h5p_packages

from .activities import MANAGERS, browser_of, empty_site, player
from .admin import SLOW
from .seed import Seed
from .server import DemoSite

pytestmark = pytest.mark.e2e
NAME = "case-filming"
BENCH = h5p_packages.PACKAGES / "isolation" / "probe" / "content" / "images" / "bench.png"
PEOPLE = {"manager@ls4vet.example": MANAGERS, "one@ls4vet.example": "Learners", "two@ls4vet.example": "Learners"}
GOOD = ("Change the camera angle", "Say who, why and how long", "Ask everyone in it again")
KEPT = """
import json
from courses.models import H5PAttempt
kept = []
for one in H5PAttempt.objects.filter(user__email="{email}").order_by("pk"):
    said = list(one.statements.all())
    languages = sorted({{row.statement["context"]["language"] for row in said}})
    kept.append([one.number, one.score, one.max_score, sum(row.counts for row in said), languages])
print(json.dumps(kept))
"""
TRANSLATE = """
import json
from courses.models import H5PActivity
from courses.services import h5p_seeds
activity = H5PActivity.objects.get(uuid="{uuid}")
content = json.loads({content!r})
words = h5p_seeds.words_of(activity, content, content["task"])
print(len(h5p_seeds.load(activity=activity, language="hu", words=words).refused))
"""
AGAIN = """async ({ url, headers, body }) => (await fetch(url, { method: "POST", headers, body })).json()"""


@dataclass
class Place:
    """A site, and the sessions of the people who use it."""

    site: DemoSite
    manager: str
    learners: list[str]


@pytest.fixture(scope="module")
def place(seed: Seed) -> Iterator[Place]:
    """A site without activities."""
    with empty_site(seed, PEOPLE) as (site, sessions):
        yield Place(site, sessions[0], sessions[1:])


@pytest.fixture(scope="module")
def manager(place: Place, browser: Browser) -> Iterator[Page]:
    """The course manager's browser."""
    page = browser_of(browser, place.site, place.manager, locale="en-GB")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def uuid(place: Place, manager: Page) -> str:
    """What became of the manager's upload: the page of the activity, with what was installed and a preview."""
    upload(manager, place.site, "filming.h5p", filming())
    expect(manager).to_have_url(re.compile(r"/admin/activities/[\w-]{36}/"), timeout=SLOW)
    said = "“Filming in the training restaurant” is here. 2 libraries were installed."
    expect(manager.locator(".messages .success")).to_contain_text(said)
    expect(player(manager).get_by_text("10:55, five minutes before")).to_be_visible(timeout=SLOW)
    return manager.url.rstrip("/").rpartition("/")[2]


@pytest.fixture(scope="module")
def hungarian(place: Place, uuid: str) -> dict:
    """What the activity says in Hungarian, from now on."""
    words = h5p_packages.parameters(NAME, "hu")
    assert place.site.shell(TRANSLATE.format(uuid=uuid, content=json.dumps(words))).split()[-1] == "0"
    return words


def filming() -> bytes:
    """The case with its libraries, and a picture in the second scene."""
    content = h5p_packages.parameters(NAME)
    image = {"path": "images/bench.png", "mime": "image/png", "width": 8, "height": 8}
    content["scenes"][1] |= {"image": image, "imageAlt": "A table for two"}
    files = h5p_packages.package_files(NAME)
    files |= {"content/content.json": json.dumps(content).encode(), "content/images/bench.png": BENCH.read_bytes()}
    return h5p_packages.zipped(files)


def upload(page: Page, site: DemoSite, name: str, data: bytes) -> None:
    """Through the form of the admin."""
    page.goto(f"{site.url}/admin/activities/upload/")
    page.get_by_label("H5P file").set_input_files({"name": name, "mimeType": "application/zip", "buffer": data})
    page.get_by_role("button", name="Upload", exact=True).click()


def play(page: Page, site: DemoSite, uuid: str, language: str = "en") -> None:
    """The activity's own page."""
    page.goto(f"{site.url}/{language}/activities/{uuid}/")
    expect(page.locator("[data-activity-waiting]")).to_be_hidden(timeout=SLOW)


def walk(page: Page, *choices: str) -> None:
    """Choose one after the other."""
    for words in choices:
        player(page).get_by_role("button", name=words).click()


def tells(verb: str):
    """Whether a browser told the site of this; for `expect_response`."""
    return lambda answer: answer.request.method == "POST" and f"/verbs/{verb}" in (answer.request.post_data or "")


def kept(site: DemoSite, email: str) -> list[list]:
    """Somebody's attempts in the database: number, score, of how much, statements that count, languages."""
    return json.loads(site.shell(KEPT.format(email=email)).strip().splitlines()[-1])


def test_a_learner_scores_once(place: Place, uuid: str, browser: Browser):
    """Also when the line made the browser send it twice, and when the page is loaded again."""
    page = browser_of(browser, place.site, place.learners[0])
    play(page, place.site, uuid)
    walk(page, "Film anyway", "Back to the choice")
    with page.expect_response(tells("completed")) as answer:
        walk(page, *GOOD)
    expect(player(page).get_by_text("2 of 3 decisions at the first try")).to_be_visible()
    assert told_again(page, answer.value) == {"stored": 0, "refused": {}}
    page.wait_for_timeout(3_500)  # the state follows
    with page.expect_response(tells("attempted")):
        page.reload()
    expect(player(page).get_by_text("You are through.")).to_be_visible(timeout=SLOW)
    assert kept(place.site, "one@ls4vet.example") == [[1, 2, 3, 1, ["en"]]]
    page.context.close()


def told_again(page: Page, answer: Response) -> dict:
    """What the site says to the same parcel once more."""
    asked = answer.request
    headers = {name: asked.headers[name] for name in ("content-type", "x-csrftoken")}
    said = page.evaluate(AGAIN, {"url": asked.url, "headers": headers, "body": asked.post_data})
    assert said.pop("known") >= 1
    return said


def test_half_done_goes_on_in_another_browser_and_in_hungarian(
    place: Place, uuid: str, browser: Browser, request: pytest.FixtureRequest
):
    """The second browser shares only the account; the other language is there from one moment to the next."""
    first = browser_of(browser, place.site, place.learners[1])
    play(first, place.site, uuid)
    with first.expect_response(lambda answer: "guest" in (answer.request.post_data or "")):
        walk(first, GOOD[0])
    first.context.close()
    second = browser_of(browser, place.site, place.learners[1])
    play(second, place.site, uuid)
    expect(player(second).get_by_text("A guest points at the camera")).to_be_visible()
    picture = player(second).get_by_alt_text("A table for two")
    assert picture.evaluate("async (img) => (await img.decode(), img.naturalWidth)") == 8
    words = request.getfixturevalue("hungarian")
    play(second, place.site, uuid, "hu")
    expect(second.locator("h1")).to_have_text(words["task"])
    with second.expect_response(tells("completed")):
        walk(second, *(scene["choices"][-1]["text"] for scene in words["scenes"]))
    expect(player(second).get_by_role("heading", name=words["card"]["title"])).to_be_visible()
    assert kept(place.site, "two@ls4vet.example") == [[1, 3, 3, 1, ["en", "hu"]]]
    second.context.close()


def test_it_goes_to_an_empty_site_and_comes_out_the_same(
    place: Place, uuid: str, hungarian: dict, manager: Page, browser: Browser, seed: Seed
):
    """Every byte of the file that leaves the other site, in both languages; so parameters and media, too."""
    manager.goto(f"{place.site.url}/admin/activities/{uuid}/")
    with manager.expect_download(timeout=2 * SLOW) as download:
        manager.get_by_role("button", name="Download").click()
    english = Path(download.value.path()).read_bytes()
    files = {"en": english, "hu": exported(manager, place.site, uuid, "hu")}
    sent, came = zipfile.ZipFile(io.BytesIO(filming())), zipfile.ZipFile(io.BytesIO(english))
    assert json.loads(came.read("content/content.json")) == json.loads(sent.read("content/content.json"))
    assert came.read("content/images/bench.png") == BENCH.read_bytes()
    assert hungarian["task"].encode() in zipfile.ZipFile(io.BytesIO(files["hu"])).read("content/content.json")
    with empty_site(seed, {"manager@ls4vet.example": MANAGERS}) as (other, sessions):
        page = browser_of(browser, other, sessions[0], locale="en-GB")
        for language, data in files.items():
            upload(page, other, f"filming-{language}.h5p", data)
            expect(page).to_have_url(re.compile(r"/admin/activities/[\w-]{36}/"), timeout=SLOW)
            assert exported(page, other, page.url.rstrip("/").rpartition("/")[2]) == data, language
        page.context.close()


def exported(page: Page, site: DemoSite, uuid: str, language: str = "") -> bytes:
    """The file that the signed-in manager gets."""
    answer = page.request.get(f"{site.url}/admin/activities/{uuid}/export/?language={language}")
    assert answer.headers["content-type"] == "application/zip"
    return answer.body()


def test_a_refused_file_is_told_why_and_leaves_nothing(place: Place, manager: Page):
    """Each thing that is missing or wrong is named with its place."""
    files = h5p_packages.package_files(NAME)
    about = json.loads(files["h5p.json"])
    about["preloadedDependencies"].append({"machineName": "H5P.JoubelUI", "majorVersion": 1, "minorVersion": 3})
    broken = {"h5p.json": json.dumps(about).encode(), "content/notes.html": b"<p>", "content/content.json": b"{"}
    before = inventory(manager, place.site)
    upload(manager, place.site, "broken.h5p", h5p_packages.zipped(files | broken))
    expect(manager.get_by_role("alert")).to_contain_text("was not taken in. Nothing of it was stored.", timeout=SLOW)
    row = manager.get_by_role("region", name="A library is missing").locator("tbody tr")
    assert row.all_inner_texts() == ["H5P.JoubelUI\t1.3\tthe activity itself"]
    mend = manager.get_by_role("region", name="To be mended")
    assert sorted(mend.locator("code").all_inner_texts()) == ["content/content.json", "content/notes.html"]
    assert inventory(manager, place.site) == before


def inventory(page: Page, site: DemoSite) -> list:
    """Everything stored: files, activities, libraries."""
    rows = [page.request.get(f"{site.url}/admin/activities/{part}").text().count("<tr>") for part in ("", "libraries/")]
    return [sorted(path for path in (site.data / "private").rglob("*") if path.is_file()), *rows]
