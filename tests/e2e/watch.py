"""Listens to a browser page: what it asked for, what it complained about."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`));
"""


class Watch:
    """Collects what may not happen: errors, policy violations, requests to other hosts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", lambda request: self._failed(request))
        page.add_init_script(TELL_VIOLATIONS)

    def _note(self, problem: str) -> None:
        self.problems.append(f"{urlsplit(self.page.url).path}: {problem}")

    def _console(self, message: ConsoleMessage) -> None:
        # The answer 404 to the page itself is what was asked for.
        if message.type == "error" and message.location.get("url") != self.page.url:
            self._note(f"console: {message.text}")

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "localhost":
            self._note(f"asked another host: {request.url}")

    def _failed(self, request) -> None:
        if request.failure and "ERR_ABORTED" not in request.failure:
            self._note(f"failed: {request.url} {request.failure}")
