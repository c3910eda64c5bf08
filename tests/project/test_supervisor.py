"""The supervisor ends everything it started, children of children included."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import os, pathlib, signal, subprocess, sys, time
folder, name, mood = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if mood == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if mood == "brief":
    sys.exit("OSError: [Errno 28] No space left on device")
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
(folder / name).write_text(f"{os.getpid()} {grandchild.pid}")
time.sleep(120)
"""
MAIN = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from tasks import main, supervisor
supervisor.GRACE = 1
folder, moods = pathlib.Path(sys.argv[2]), sys.argv[3:]
children = [
    supervisor.Child(f"child {m}", [sys.executable, "-c", sys.argv[0], str(folder), m, m], folder / f"{m}.log")
    for m in moods
]
def run():
    return supervisor.Supervisor(children, {}).run(
        is_ready=lambda: (folder / moods[0]).exists(), when_ready=lambda: print("ready", flush=True)
    )
main.COMMANDS["run"] = run
sys.exit(main.main(["run"]))
"""


@pytest.fixture
def supervise(tmp_path):
    def start(*moods: str) -> subprocess.Popen:
        code = MAIN.replace("sys.argv[0]", repr(CHILD))
        command = [sys.executable, "-c", code, str(ROOT / "deploy"), str(tmp_path), *moods]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


def pids(folder: Path, *names: str) -> list[int]:
    wait_for(*(folder / name for name in names))
    return [int(pid) for name in names for pid in (folder / name).read_text().split()]


def wait_for(*files: Path) -> None:
    deadline = time.monotonic() + 10
    while not all(file.exists() and " " in file.read_text() for file in files) and time.monotonic() < deadline:
        time.sleep(0.05)


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_and_the_exit_code_is_zero(supervise, tmp_path, signum):
    process = supervise("meek", "other")
    assert process.stdout.readline() == "ready\n"
    started = pids(tmp_path, "meek", "other")
    process.send_signal(signum)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (0, "Stopped.\n", "")
    assert not [pid for pid in started if runs(pid)]


def test_a_child_that_ignores_the_request_is_ended_all_the_same(supervise, tmp_path):
    process = supervise("stubborn", "meek")
    assert process.stdout.readline() == "ready\n"
    started = pids(tmp_path, "stubborn", "meek")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert not [pid for pid in started if runs(pid)]


def test_a_child_that_ends_by_itself_ends_the_others_with_a_sentence(supervise, tmp_path):
    process = supervise("meek", "brief")
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "The child brief ended by itself. The disk is full." in errors
    assert "Traceback" not in errors
    if (tmp_path / "meek").exists():
        assert not [pid for pid in pids(tmp_path, "meek") if runs(pid)]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help exists on Linux only")
def test_a_killed_supervisor_takes_its_children_along(supervise, tmp_path):
    process = supervise("meek", "other")
    assert process.stdout.readline() == "ready\n"
    children = [pids(tmp_path, name)[0] for name in ("meek", "other")]
    orphans = [pids(tmp_path, name)[1] for name in ("meek", "other")]
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while any(runs(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in filter(runs, orphans):
        os.kill(pid, signal.SIGKILL)
    assert not [pid for pid in children if runs(pid)]
