"""One reader, one activity on the stage."""

import json
from urllib.parse import quote

from playwright.sync_api import Frame, Page, expect

from tests.e2e.watch import Watch

from . import Stage

FOCUSED = "() => (document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"


class Play:
    """One activity on the stage."""

    def __init__(self, page: Page, stage: Stage) -> None:
        self.page, self.stage = page, stage
        self.watch = Watch(page)

    def open(self, name: str, language: str = "en", theme: str = "", state: object = None, mode: str = "div") -> "Play":
        kept = f"&state={quote(json.dumps(state))}" if state else ""
        self.page.goto(f"{self.stage.url(name, language, theme)}&mode={mode}{kept}")
        expect(self.frame.locator(".ls4vet")).to_be_visible()
        return self

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    def do(self, method: str) -> object:
        return self.frame.evaluate(f"() => H5P.instances[0].{method}()")

    def told(self, verb: str) -> list[dict]:
        """The statements with this verb, as the page around the frame got them."""
        said = self.page.evaluate("statements")
        return [one for one in said if one["verb"]["id"].endswith(f"/{verb}")]

    def tab_to(self, words: str, most: int = 60, key: str = "Tab") -> None:
        """Press Tab, as a reader without a mouse does, until this is in focus."""
        for _step in range(most):
            self.page.keyboard.press(key)
            if words in (self.frame.evaluate(FOCUSED) or ""):
                return
        raise AssertionError(f"the keyboard never reaches {words!r}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def begin(self) -> None:
        """Stand on the link before the frame."""
        self.page.locator("#before").focus()
