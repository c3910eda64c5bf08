"""How long a phone waits for an activity: from opening its page to the moment it answers to a finger.

The profile is Lighthouse's phone: a quarter of this processor, 150 ms there and back, 1.6 Mbit a second.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.lighthouse import BROWSER, chromium
from bench.server import Server, told

SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
IN_ONE_PROCESS = "--disable-features=IsolateSandboxedIframes"
"""So that the slow line is the frame's, too."""
KINDS = """
import json
from courses.models import H5PActivity
found = H5PActivity.objects.select_related("library")
print(json.dumps({one.library.machine: str(one.uuid) for one in found}))
"""
IS_READY = """() => performance.getEntriesByName("first-contentful-paint").length
  && document.querySelector("[data-activity-stage] iframe")
  && !document.querySelector("[data-activity-stage]").hasAttribute("aria-busy")"""


@dataclass(frozen=True)
class Wait:
    """Milliseconds until the page's text is there, until the player is asked for and can be used; bytes in all."""

    kind: str
    painted: float
    asked: float
    usable: float
    bytes: int


def waits(site: Server, data: Path, rounds: int) -> Iterator[Wait]:
    """Each kind of activity of the demo, opened for the first time by somebody with an empty cache."""
    kinds = json.loads(told(data, "shell", "-v0", "-c", KINDS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*BROWSER, IN_ONE_PROCESS])
        for kind, uuid in sorted(kinds.items()):
            looks = [_look(browser, kind, f"{site.url}/en/activities/{uuid}/") for _round in range(rounds)]
            yield sorted(looks, key=lambda look: look.usable)[len(looks) // 2]
        browser.close()


def _look(browser: Browser, kind: str, address: str) -> Wait:
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    received: list[int] = []
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address, wait_until="commit")
    page.wait_for_function(IS_READY, polling=20)
    usable = page.evaluate("performance.now()")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    asked = page.evaluate(
        "performance.getEntriesByType('resource').find((one) => one.initiatorType === 'iframe').startTime"
    )
    context.close()
    return Wait(kind, painted, asked, usable, sum(received))
