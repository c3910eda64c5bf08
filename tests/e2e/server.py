"""The demo site as `make demo` serves it: Granian with the demo's settings, on a free port, with data of its own."""

import ctypes
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

from . import postgres
from .seed import ROOT, Seed, environment, manage

PATIENCE = 300
PR_SET_PDEATHSIG = 1


class DemoSite:
    """One running site. `url` has no slash at its end."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.data = Path(tempfile.mkdtemp(prefix="ls4vet-e2e-"))
        self.database_url = seed.copy_to(self.data)
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self.process: subprocess.Popen | None = None

    @property
    def env(self) -> dict[str, str]:
        """The environment of everything that belongs to this site."""
        more = {"BASE_URL": self.url, "HOST": "localhost", "PORT": str(self.port)}
        return environment(self.data, **more, **({"DATABASE_URL": self.database_url} if self.database_url else {}))

    def start(self) -> None:
        """Serve; returns once the site answers. Raises with the server's log when it does not."""
        command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--workers", "2", "--blocking-threads", "4"]
        command += ["--workers-kill-timeout", "5", "portal.wsgi:application"]
        with (self.data / "web.log").open("w") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 (no threads of ours run while it starts)
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._answers():
                return
            time.sleep(0.2)
        raise RuntimeError(f"the demo does not answer:\n{self.log()}")

    def stop(self) -> None:
        """End the server, drop its data."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.database_url:
            postgres.drop(self.database_url)
        shutil.rmtree(self.data, ignore_errors=True)

    def shell(self, code: str) -> str:
        """Run Python beside the running site, as an operator would; returns what it printed."""
        return manage("shell", "-v0", "-c", code, env=self.env)

    def log(self) -> str:
        """The end of what the server said."""
        return (self.data / "web.log").read_text()[-3000:]

    def errors(self) -> str:
        """Where the server last failed, and how; empty when it never did."""
        said = (self.data / "web.log").read_text()
        begins = said.rfind("Traceback (most recent call last)")
        return said[max(0, begins - 500) : begins + 4000] if begins >= 0 else ""

    def page(self, key: str, language: str = "en") -> dict:
        """A page of the demo by its key, as `Seed.pages` describes it."""
        return next(row for row in self.seed.pages if row["key"] == key and row["language"] == language)

    def address(self, key: str, language: str = "en") -> str:
        """Where a page of the demo is served."""
        return self.url + self.page(key, language)["path"]

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/health/ready/", timeout=5).status_code < 500
        except requests.RequestException:
            return False


def _die_with_parent() -> None:
    """On Linux, a site does not outlive tests that are broken off."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
