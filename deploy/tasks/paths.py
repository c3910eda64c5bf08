"""Where things lie in the project, and the environment its tools run with."""

import os
from pathlib import Path

from tasks.problems import Problem, explain_os_error

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
NODE_MODULES = ROOT / "node_modules"
PYTHON = VENV / "bin" / "python"
SETUP_LOG = TOOLS / "setup.log"


def data_dir() -> Path:
    """The folder for everything the running site writes (`DATA_DIR`, by default `var/`)."""
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").expanduser().absolute()


def tool_environment(**more: str) -> dict[str, str]:
    """The environment of every tool: the project's own programs first on PATH, nobody else's virtualenv."""
    env = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}}
    own = [str(VENV / "bin"), str(NODE_MODULES / ".bin")]
    env["PATH"] = os.pathsep.join([*own, os.environ.get("PATH", os.defpath)])
    env |= {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "PYTHONUNBUFFERED": "1"}
    if "SSL_CERT_FILE" in env:  # Node has a name of its own for the same thing.
        env.setdefault("NODE_EXTRA_CA_CERTS", env["SSL_CERT_FILE"])
    return env | more


def require_writable(folder: Path) -> None:
    """Make the folder, and find out by writing whether it can be written (asking is not enough for root)."""
    probe = folder / f".write-test-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise Problem(explain_os_error(error, folder=folder)) from None
