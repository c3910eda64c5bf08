"""What goes wrong on other people's machines ends as a sentence that says what to do, never as a traceback."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tasks import network, paths, problems

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "deploy" / "run.py"
LOG = Path("setup.log")


def start(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, **env}
    return subprocess.run(
        [sys.executable, RUN, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_busy_port_is_told_with_another_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start("demo", PORT=str(port), HOST="127.0.0.1")
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert f"PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none(port):
    done = start("demo", PORT=port)
    assert done.returncode == 1
    assert f"PORT={port} is not a port" in done.stderr


def test_a_foreign_host(monkeypatch):
    with pytest.raises(problems.Problem, match=r"HOST=192\.0\.2\.1 is not an address of this machine"):
        network.require_free(network.Address("192.0.2.1", 0))


def test_a_folder_that_cannot_be_written():
    done = start("demo", PORT=str(network.free_port()), DATA_DIR="/proc/ls4vet")
    assert done.returncode == 1
    assert "/proc/ls4vet cannot be written" in done.stderr
    assert "set DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_full_disk(tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(problems.Problem, match="disk is full"):
        paths.require_writable(tmp_path)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: command 'gcc' failed: No such file or directory", problems.COMPILER),
        ("error: linker `cc` not found", problems.COMPILER),
        ("× Failed to build `pillow==13.0.0`", problems.COMPILER),
        ("error: Failed to fetch: `https://index/simple/`\n  Caused by: dns error", problems.NETWORK),
        ("npm error code EAI_AGAIN", problems.NETWORK),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", problems.CERTIFICATE),
        ("error: Failed to fetch\n  invalid peer certificate: UnknownIssuer", problems.CERTIFICATE),
        ("OSError: [Errno 28] No space left on device", problems.DISK),
        ("failed to write: Read-only file system (os error 30)", problems.READ_ONLY),
        ("sqlite3.OperationalError: attempt to write a readonly database", problems.READ_ONLY),
        ("Hash mismatch for `django==5.2.19`", problems.HASHES),
        ("npm error code EINTEGRITY", problems.HASHES),
        ("psycopg.OperationalError: connection failed: connection refused", problems.DATABASE),
    ],
)
def test_known_failures_of_tools(output, sentence):
    assert problems.explain(output, command="tool", log=LOG).startswith(sentence)


def test_an_unknown_failure_shows_its_last_lines():
    told = problems.explain("\n".join(map(str, range(100))), command="tool", log=LOG)
    assert "`tool` failed" in told
    assert "    99" in told
    assert "    50" not in told


def test_a_missing_file_is_no_missing_network():
    told = problems.explain("FileNotFoundError: [Errno 2] No such file", command="tool", log=LOG)
    assert told.startswith("`tool` failed")


def test_the_site_is_not_asked_about_the_network():
    output = "  File loader.py\nrequests.exceptions.ProxyError"
    assert "`site` failed" in problems.explain(output, command="site", log=LOG, causes=problems.OF_THE_SITE)


def test_an_old_python_can_read_the_door():
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 0))


def test_an_old_python_is_told(tmp_path):
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, RUN],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "This needs Python 3.11 or newer; `python3` here is 3.9." in done.stderr


def test_an_unknown_command_lists_the_known():
    done = start("nonsense")
    assert done.returncode == 2
    assert "demo" in done.stdout
