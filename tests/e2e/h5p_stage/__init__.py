"""A bare stage for H5P content: one page, one sandboxed frame, h5p-standalone. The site's player is tested elsewhere."""

import json
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.h5p_packages import ROOT, unpack

HERE = Path(__file__).parent
PLACES = {
    "stage": HERE,
    "h5p": ROOT / "node_modules" / "h5p-standalone" / "dist",
    "fonts": ROOT / "node_modules" / "@fontsource-variable",
}
ACTIVITY = "https://stage.example/activity/1"
POLICY = (
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; script-src {origin}; "
    "style-src {origin} 'unsafe-inline'; img-src {origin} data:; font-src {origin}; connect-src {origin}; "
    "form-action 'none'; base-uri 'none'; frame-src 'none'"
)


class Stage:
    """Serves packages to a browser. `url` is the page that frames one."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="h5p-stage-")
        self.packages = Path(self._folder.name)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, packages=self.packages))
        self.origin = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, name: str, language: str = "en", theme: str = "") -> str:
        """Where an activity plays in a language."""
        folder = self.packages / f"{name}-{language}"
        if not folder.exists():
            unpack(name, folder, language)
        return f"{self.origin}/?package={folder.name}&language={language}&theme={theme}"

    def stop(self) -> None:
        """End serving."""
        self.server.shutdown()
        self.server.server_close()
        self._folder.cleanup()


class Handler(SimpleHTTPRequestHandler):
    """Two pages made from templates, and files."""

    def __init__(self, *args, packages: Path, **kwargs) -> None:
        self.packages = packages
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """A page, or a file."""
        parts = urlsplit(self.path)
        if parts.path in ("/", "/player"):
            self._page("host.html" if parts.path == "/" else "player.html", parts.query)
        else:
            super().do_GET()

    def _page(self, template: str, query: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        state = asked.get("state", "")
        settings = {**asked, "activity": ACTIVITY, "state": json.loads(state) if state else None}
        page = (HERE / template).read_text(encoding="utf-8")
        page = page.replace("{language}", asked["language"]).replace("{theme}", asked.get("theme", ""))
        page = page.replace("{settings}", json.dumps(settings).replace("<", "\\u003c")).replace("{query}", query)
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if template == "player.html":
            self.send_header("Content-Security-Policy", POLICY.format(origin=f"http://{self.headers['Host']}"))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Content is read from an opaque origin."""
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        """Only the known places; a package's files lie in a temporary folder."""
        place, _slash, rest = urlsplit(path).path.lstrip("/").partition("/")
        base = self.packages if place == "packages" else PLACES.get(place, HERE)
        target = (base / rest).resolve()
        return str(target if target.is_relative_to(base.resolve()) else HERE / "nothing")

    def log_message(self, *args) -> None:
        """Say nothing."""
