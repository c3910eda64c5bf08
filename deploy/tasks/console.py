"""Speaking to the person at the terminal, and running the tools whose output they need not see."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tasks.problems import KNOWN, Problem, explain
from tasks.processes import die_with_parent, stop_group


def say(text: str = "") -> None:
    """Print at once, so that progress is seen through a pipe as well."""
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Show a title while the step runs, and how long it took when it ends."""
    begun = time.monotonic()
    print(f"  {title} ...", end=" ", flush=True)
    try:
        yield
    except BaseException:
        say("stopped")
        raise
    say(f"{time.monotonic() - begun:.1f} s")


def run_quietly(
    command: Sequence[str | Path], *, log: Path, env: Mapping[str, str], cwd: Path, causes: Iterable[str] = tuple(KNOWN)
) -> str:
    """Run a tool with its output in a log file; a failure becomes a sentence. Returns what it printed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        output, _ = process.communicate()
    except BaseException:
        stop_group(process, grace=3)
        raise
    with log.open("a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(str(part) for part in command)}\n{output}\n")
    if process.returncode:
        shown = " ".join(str(part) for part in command[:3])
        raise Problem(explain(output, command=shown, log=log, causes=causes))
    return output


def run_aloud(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> int:
    """Run a tool whose output is the point (tests, linters) and return its exit code."""
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, env=dict(env), preexec_fn=die_with_parent)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGTERM)


def interrupt_on_terminate() -> None:
    """Let SIGTERM end the steps before serving the way Ctrl-C does."""

    def interrupt(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def is_terminal() -> bool:
    """Whether a person is looking at the output."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
