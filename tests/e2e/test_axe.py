"""axe on every kind of page × language × colours × width, and what a browser itself finds wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .places import ALL_KINDS, all_places
from .seed import ROOT
from .server import DemoSite
from .watch import Watch
from .words import LANGUAGES

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async (what) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...what });
  const told = (rule, node) =>
    `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${(node.failureSummary ?? "").split("\\n")[1] ?? ""}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
}"""
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""By night only the colours differ."""
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const all = document.documentElement.scrollWidth;
  if (all <= wide) return "";
  const beyond = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > wide + 1);
  return `${all} > ${wide}: ${beyond.slice(0, 3).map((one) => one.outerHTML.slice(0, 80))}`;
}"""
PAPER_IS_DARK = """() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const paper = getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).map(Number);
  resolve(paper[0] + paper[1] + paper[2] < 240);
})))"""
WIDTHS = {"phone": 360, "desktop": 1280}
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One page for all of them."""
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def watch(reader: Page) -> Watch:
    """What the browser complains about."""
    return Watch(reader)


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation(site: DemoSite, reader: Page, watch: Watch, language: str, kind: str):
    """By day and by night, on a phone and on a desk; no sideways scrolling at 320 px, nothing in the console."""
    watch.problems.clear()
    reader.set_viewport_size({"width": 320, "height": 800})
    reader.goto(all_places(site, language)[kind], wait_until="load")
    overflow = reader.evaluate(TOO_WIDE)
    assert not overflow, f"scrolls sideways at 320 px: {overflow}"
    reader.evaluate(AXE)
    problems = list(violations(reader))
    assert not problems, f"{len(problems)} problems\n" + "\n".join(problems[:40])
    assert not watch.problems, "\n".join(sorted(set(watch.problems)))


def violations(reader: Page) -> Iterator[str]:
    """What axe finds on the page shown, in both colours and widths."""
    for width_name, width in WIDTHS.items():
        reader.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            reader.emulate_media(color_scheme=scheme)
            settle(reader, scheme)
            rules = ALL_RULES if scheme == "light" else COLOURS
            if reader.evaluate(RUN, rules):  # only what stays counts: a busy machine repaints one part after the other
                reader.wait_for_timeout(1000)
                yield from (f"{width_name}, {scheme}: {problem}" for problem in reader.evaluate(RUN, rules))


def settle(reader: Page, scheme: str) -> None:
    """Wait until the browser has painted paper of this scheme: on a busy machine colours change one after the other."""
    for _moment in range(100):
        is_dark = reader.evaluate(PAPER_IS_DARK)
        if is_dark == (scheme == "dark"):
            return
        reader.wait_for_timeout(50)
    raise AssertionError(f"the paper does not follow the device's choice: {scheme}")
