"""Running the web server and the task worker side by side, and ending both without leaving anything behind."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tasks.console import say
from tasks.paths import ROOT
from tasks.problems import OF_THE_SITE, Problem, explain
from tasks.processes import die_with_parent, stop_group

POLL = 0.2
GRACE = 8.0


@dataclass
class Child:
    """A long-running program and the file its words go to."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self, env: Mapping[str, str]) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                list(self.command),
                cwd=ROOT,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self.process is not None and self.process.poll() is not None

    def complaint(self) -> str:
        """Why it ended, as far as its log tells."""
        said = self.log.read_text(encoding="utf-8", errors="replace")
        return explain(said, command=self.name, log=self.log, causes=OF_THE_SITE)


class Supervisor:
    """Starts the first child, the others once it answers, and ends all in reverse order when asked by a signal."""

    def __init__(self, children: Sequence[Child], env: Mapping[str, str]) -> None:
        self.children = list(children)
        self.env = env
        self.asked_to_stop = False

    def run(self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None], patience: float = 90) -> int:
        """Serve until asked to stop; returns the exit code. A child that ends by itself is a problem."""
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._on_signal)
        try:
            self.children[0].start(self.env)
            self._wait_until(is_ready, patience)
            if not self.asked_to_stop:
                when_ready()
                for child in self.children[1:]:
                    child.start(self.env)
            while not self.asked_to_stop:
                self._look_after_children()
                time.sleep(POLL)
        finally:
            self._stop()
        say("Stopped.")
        return 0

    def _on_signal(self, signum: int, frame: object) -> None:
        self.asked_to_stop = True

    def _wait_until(self, is_ready: Callable[[], bool], patience: float) -> None:
        deadline = time.monotonic() + patience
        while not self.asked_to_stop and not is_ready():
            self._look_after_children()
            if time.monotonic() > deadline:
                raise Problem(f"The site did not answer within {patience:.0f} s. Its log: {self.children[0].log}")
            time.sleep(POLL)

    def _look_after_children(self) -> None:
        for child in self.children:
            if child.has_ended():
                raise Problem(f"The {child.name} ended by itself. {child.complaint()}")

    def _stop(self) -> None:
        running = [child.process for child in reversed(self.children) if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in running:
            stop_group(process, grace=GRACE)
