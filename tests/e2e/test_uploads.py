"""Uploads over the real server: an independent client, a killed server, a browser whose line drops."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .server import DemoSite
from .test_axe import AXE, TOO_WIDE, violations
from .watch import Watch
from .words import LANGUAGES

CLIENT = Path(__file__).parent / "clients" / "tus.mjs"
NODE = Path(sys.executable).with_name("node")
CSRF = "c" * 32
SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from portal.accounts.models import User
user, _ = User.objects.get_or_create(email="{email}", defaults={{"display_name": "Uploader"}})
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""
SUM = """
from portal.files.models import StoredFile
file = StoredFile.objects.get(uuid="{uuid}")
print(file.state, file.size, file.sha256)
"""


@dataclass
class Person:
    """Somebody signed in, for clients that are no browser."""

    site: DemoSite
    session: str

    @property
    def headers(self) -> dict[str, str]:
        """What proves who asks."""
        return {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}

    @property
    def endpoint(self) -> str:
        """Where uploads are announced."""
        return f"{self.site.url}/en/account/uploads/"

    def job(self, file: Path, **more: object) -> list[str]:
        """The command line of the independent client."""
        job = {"file": str(file), "endpoint": self.endpoint, "headers": self.headers, **more}
        return [str(NODE), str(CLIENT), json.dumps(job)]

    def send(self, file: Path, **more: object) -> dict:
        """Let the independent client do a job."""
        done = subprocess.run(self.job(file, **more), capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def stored(self, url: str) -> list[str]:
        """State, size and sum of an upload."""
        return self.site.shell(SUM.format(uuid=url.rstrip("/").rpartition("/")[2])).split()


@pytest.fixture(scope="module")
def person(own_site: DemoSite) -> Person:
    """Somebody for the clients."""
    return Person(own_site, own_site.shell(SIGN_IN.format(email="client@ls4vet.example")).split()[-1])


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty megabytes nobody can guess."""
    path = tmp_path_factory.mktemp("films") / "film.bin"
    path.write_bytes(os.urandom(20_000_000))
    return path


@pytest.fixture(scope="module")
def ready(film: Path) -> list[str]:
    """What the server has to say about it."""
    return ["ready", "20000000", hashlib.sha256(film.read_bytes()).hexdigest()]


@pytest.mark.parametrize(
    ("job", "requests_made"),
    [
        ({}, [["POST", 201], ["PATCH", 204]]),
        ({"chunk": 8_000_000}, [["POST", 201], *[["PATCH", 204]] * 3]),
        ({"duringCreation": True, "chunk": 15_000_000}, [["POST", 201], ["PATCH", 204]]),
        ({"override": True}, [["POST", 201], ["POST", 204]]),
    ],
    ids=["whole", "parts", "with creation", "post for patch"],
)
def test_an_independent_client(person: Person, film: Path, ready: list[str], job: dict, requests_made: list):
    """Every way tus-js-client can send ends with the same bytes."""
    said = person.send(film, **job)
    assert said.get("success"), said
    assert said["requests"] == requests_made
    assert said["progress"][-1] == 20_000_000
    assert person.stored(said["url"]) == ready


def test_it_stops_and_goes_on(person: Person, film: Path, ready: list[str]):
    """Another process resumes from where the first one stopped."""
    stopped = person.send(film, chunk=4_000_000, stopAfter=8_000_000)
    assert stopped["stopped"] == 8_000_000
    said = person.send(film, url=stopped["url"], chunk=4_000_000)
    assert said["requests"] == [["HEAD", 200], *[["PATCH", 204]] * 3]
    assert person.stored(stopped["url"]) == ready


def test_it_gives_up(person: Person, film: Path):
    """A terminated upload is gone."""
    stopped = person.send(film, chunk=4_000_000, stopAfter=4_000_000, terminate=True)
    assert stopped["requests"][-1] == ["DELETE", 204]
    assert person.send(film, url=stopped["url"])["requests"][:2] == [["HEAD", 404], ["POST", 201]]


def test_it_is_told_why_not(person: Person, film: Path):
    """A name with a path never becomes an upload."""
    said = person.send(film, metadata={"filename": "../film.bin"})
    assert said["status"] == 400
    assert "contains a path" in said["error"]


def test_bodies_of_the_wrong_length(person: Person):
    """Over a bare connection: without a length, longer than announced, broken off in the middle."""
    tus = {"Tus-Resumable": "1.0.0"}
    made = requests.post(
        person.endpoint,
        headers=person.headers | tus | {"Upload-Length": "1000000", "Upload-Metadata": "filename YQ=="},
        timeout=20,
    )
    url = person.site.url + made.headers["Location"]
    part = person.headers | tus | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    chunked = requests.patch(url, data=iter([b"x" * 10]), headers=part, timeout=20)
    assert chunked.status_code == 411
    assert requests.patch(url, data=b"x" * 1_000_001, headers=part, timeout=20).status_code == 413
    broken = requests.Request("PATCH", url, headers=part | {"Content-Length": "1000000"}).prepare()
    _break_off(broken, b"x" * 600_000)
    deadline = time.monotonic() + 30
    while (head := requests.head(url, headers=person.headers | tus, timeout=20)).status_code == 423:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    assert 0 < int(head.headers["Upload-Offset"]) <= 600_000


def _break_off(request: requests.PreparedRequest, body: bytes) -> None:
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(request.url)
    head = f"{request.method} {request.path_url} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in request.headers.items()) + "\r\n"
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        wire.sendall(head.encode() + body)
        time.sleep(1)


def test_the_server_is_killed(person: Person, film: Path, ready: list[str]):
    """kill -9 in the middle, a new server: the client, which knows nothing of it, finishes by itself."""
    command = person.job(film, chunk=500_000, retries=[500] * 60)
    client = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    site = person.site
    arriving = site.data / "private" / "arriving"
    deadline = time.monotonic() + 60
    while not any(path.stat().st_size > 2_000_000 for path in arriving.glob("*.part")):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    _kill(site)
    kept = max(path.stat().st_size for path in arriving.glob("*.part"))
    site.start()
    said = json.loads(client.communicate(timeout=120)[0])
    assert said.get("success"), said
    assert 2_000_000 < kept < 20_000_000
    assert person.stored(said["url"]) == ready


def _kill(site: DemoSite) -> None:
    assert site.process is not None
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()
    for pid in [site.process.pid, *map(int, children)]:
        os.kill(pid, signal.SIGKILL)
    site.process.wait()


def test_uploads_announced_at_once_never_take_more_than_the_space(person: Person):
    """Eight times 4 GB in the same moment, where 10 GB are allowed: two get a place, six are told why not."""
    about = {"Tus-Resumable": "1.0.0", "Upload-Length": "4000000000", "Upload-Metadata": "filename YQ=="}
    with ThreadPoolExecutor(8) as hands:
        answers = list(
            hands.map(lambda _n: requests.post(person.endpoint, headers=person.headers | about, timeout=60), range(8))
        )
    made = [person.site.url + one.headers["Location"] for one in answers if one.status_code == 201]
    for url in made:
        requests.delete(url, headers=person.headers | {"Tus-Resumable": "1.0.0"}, timeout=20)
    assert sorted(one.status_code for one in answers) == [201] * 2 + [413] * 6
    assert all("of your space are free" in one.text for one in answers if one.status_code == 413)


# --- in the browser ----------------------------------------------------------------------------------------


@pytest.fixture
def context(browser: Browser, own_site: DemoSite, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser in which somebody is signed in."""
    options = getattr(request, "param", {})
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", **options)
    email = f"{re.sub('[^a-z]', '', request.node.name)[:40]}@ls4vet.example"
    session = own_site.shell(SIGN_IN.format(email=email)).split()[-1]
    context.add_cookies([{"name": "sessionid", "value": session, "url": own_site.url}])
    yield context
    context.close()


def slow_down(page: Page, bytes_a_second: int) -> None:
    """A line that takes its time."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    limits = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    wire.send("Network.emulateNetworkConditions", limits)


def test_reloaded_and_resumed(context: BrowserContext, own_site: DemoSite, film: Path, ready: list[str]):
    """Half-way the page is reloaded; the same file is chosen again; only the rest is sent; the bytes are the same."""
    page = context.new_page()
    page.goto(f"{own_site.url}/en/account/files/")
    slow_down(page, 6_000_000)
    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="Send", exact=True).click()
    row = page.locator("[data-upload-list] > li")
    expect(row.locator(".nums")).to_have_text(re.compile(r"^[4-9]\d %$"), timeout=30_000)
    page.reload()
    lost = page.get_by_role("region", name="Not complete")
    expect(lost).to_contain_text("film.bin")
    expect(lost).to_contain_text(re.compile(r"[\d.]+ MB of 20 MB arrived"))
    sent: list[int] = []
    page.on("request", lambda one: one.method == "PATCH" and sent.append(int(one.headers["upload-offset"])))
    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="Send", exact=True).click()
    link = page.get_by_role("link", name="film.bin", exact=True)
    expect(link).to_be_visible(timeout=60_000)
    assert min(sent) >= 8 * 1024 * 1024
    expect(lost).to_have_count(0)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "film.bin"
    assert hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest() == ready[2]


def test_paused_and_offline(context: BrowserContext, own_site: DemoSite, film: Path):
    """Pause keeps what arrived; a dropped line is survived without a click; giving up leaves nothing."""
    page = context.new_page()
    page.goto(f"{own_site.url}/en/account/files/")
    slow_down(page, 4_000_000)
    page.locator("input[type=file]").set_input_files(film)
    page.get_by_role("button", name="Send", exact=True).click()
    row = page.locator("[data-upload-list] > li")
    expect(row.locator("small")).to_have_text(re.compile(r"MB of 20 MB, .* left"), timeout=30_000)
    row.get_by_role("button", name="Pause").click()
    expect(row.locator("small")).to_have_text("Paused. What arrived is kept.")
    expect(row.get_by_role("button", name="Go on")).to_be_focused()
    row.get_by_role("button", name="Go on").click()
    context.set_offline(True)
    time.sleep(1.5)
    context.set_offline(False)
    expect(page.get_by_role("link", name="film.bin", exact=True)).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_script(context: BrowserContext, own_site: DemoSite, tmp_path: Path):
    """A plain form stores, lists, asks and deletes."""
    notes = tmp_path / "Jegyzőkönyv.txt"
    notes.write_text("Words")
    page = context.new_page()
    page.goto(f"{own_site.url}/hu/account/files/")
    page.locator("input[type=file]").set_input_files(notes)
    page.locator("form.upload button[type=submit]").click()
    expect(page.get_by_role("link", name="Jegyzőkönyv.txt", exact=True)).to_be_visible()
    page.locator("table a.link").click()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Jegyzőkönyv.txt")
    expect(page.locator("main table")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation(context: BrowserContext, own_site: DemoSite, tmp_path: Path, language: str):
    """A list, a refusal, the question before deleting: axe, colours, widths, no sideways scrolling."""
    page = context.new_page()
    watch = Watch(page)
    address = f"{own_site.url}/{language}/account/files/"
    notes = tmp_path / f"{'long-name-' * 15}.txt"
    notes.write_text("Words")
    page.goto(address)
    page.locator("input[type=file]").set_input_files(notes)
    page.locator("form.upload button[type=submit]").click()
    expect(page.locator("main table")).to_be_visible()
    for deed in ("list", "question", "refusal"):
        if deed == "question":
            page.locator("table a.link").click()
            page.wait_for_url("**/delete/")
        elif deed == "refusal":
            page.goto(address)
            page.locator("form.upload button[type=submit]").click()
            expect(page.locator(".error-summary")).to_be_focused()
        page.set_viewport_size({"width": 320, "height": 800})
        assert not page.evaluate(TOO_WIDE), deed
        page.evaluate(AXE)
        problems = list(violations(page))
        assert not problems, f"{deed}:\n" + "\n".join(problems[:20])
    assert not [problem for problem in watch.problems if "422" not in problem]


def test_two_clients_send_one_upload(person: Person, film: Path, ready: list[str]):
    """Two independent clients on one address: one waits for the other, and nothing is mixed."""
    begun = person.send(film, chunk=1_000_000, stopAfter=1_000_000)
    results: list[dict] = []

    def send() -> None:
        results.append(person.send(film, url=begun["url"], chunk=1_000_000, retries=[200] * 100))

    both = [threading.Thread(target=send) for _number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [result.get("success") for result in results] == [True, True], results
    assert person.stored(begun["url"]) == ready
