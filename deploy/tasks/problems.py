"""What goes wrong on other people's machines, as sentences that say what to do."""

import errno
import re
from collections.abc import Iterable
from pathlib import Path


class Problem(Exception):
    """Something the person at the terminal can mend; its text is all they see."""


COMPILER = (
    "A package has no ready-made wheel for this Python and machine, and there is no compiler to build it with.\n"
    "Install one (Debian: sudo apt install build-essential python3-dev) or use Python 3.11 to 3.13 on x86-64 or arm64."
)
NETWORK = (
    "The package index could not be reached. Check the network connection (behind a proxy: set HTTPS_PROXY)\n"
    "and start again; what was already fetched is kept."
)
CERTIFICATE = (
    "The network shows a certificate this machine does not know (a company's proxy, most likely).\n"
    "Name the file that holds it: SSL_CERT_FILE=/path/to/certificates.pem make demo"
)
DISK = (
    "The disk is full. Free about 2 GB (or choose another place: DATA_DIR=/path, UV_CACHE_DIR=/path) and start again."
)
REMEDY = "Copy the project to a folder of your own, or set DATA_DIR to one."
READ_ONLY = f"A folder cannot be written. {REMEDY}"
HASHES = (
    "A downloaded package differs from the one in the lock file. Start again; if it stays so, an index between\n"
    "you and the public one serves other files."
)
DATABASE = "The database could not be reached. Check DATABASE_URL, or leave it out to use the embedded SQLite."

# The first that is found tells most: a full disk also makes downloads fail, a lost network also makes builds fail.
KNOWN = {
    DISK: ["No space left on device", r"\bENOSPC\b", "os error 28", "disk is full"],
    READ_ONLY: [
        "Read-only file system",
        r"\bEROFS\b",
        "os error 30",
        "readonly database",
        r"\bEACCES\b",
        "Permission denied",
    ],
    CERTIFICATE: ["self.signed.cert", "CERTIFICATE_VERIFY_FAILED", "UnknownIssuer", "invalid peer certificate"],
    HASHES: ["hash(es)? mismatch", "do not match the hashes", r"\bEINTEGRITY\b"],
    DATABASE: ["OperationalError.*(connect|connection refused|failed to resolve)", "could not translate host"],
    NETWORK: [
        *[
            "dns error",
            "name resolution",
            "getaddrinfo",
            r"\bENOTFOUND\b",
            r"\bEAI_AGAIN\b",
            r"\bECONNREFUSED\b",
            r"\bECONNRESET\b",
        ],
        *[r"\bETIMEDOUT\b", "network is unreachable", "error sending request", "failed to fetch", "tcp connect error"],
        *["ProxyError", "NewConnectionError", "No matching distribution found for uv"],
    ],
    COMPILER: [
        *["command '[^']*(cc|clang|[+][+])[^']*' failed", "linker `?cc`? not found", "unable to execute '?.*cc"],
        *["No such file or directory: '(gcc|cc|c[+][+])'", "no acceptable C compiler", "Python[.]h: No such"],
        *["Failed to build", "doesn't have a source distribution or wheel"],
    ],
}
# What may stop the site itself; its tracebacks name many things that have nothing to do with the network.
OF_THE_SITE = (DISK, READ_ONLY, DATABASE)


def explain(output: str, *, command: str, log: Path, causes: Iterable[str] = tuple(KNOWN)) -> str:
    """Turn a failed tool's output into a sentence; an unknown failure shows its last lines."""
    for sentence, patterns in ((cause, KNOWN[cause]) for cause in causes):
        if re.search("|".join(patterns), output, re.IGNORECASE):
            return f"{sentence}\n(Details: {log})"
    last = "\n".join(f"    {line}" for line in output.strip().splitlines()[-15:])
    return f"`{command}` failed:\n{last}\n(Everything it said: {log})"


def explain_os_error(error: OSError, *, folder: Path | None = None) -> str:
    """A sentence for a file system that refuses."""
    if error.errno == errno.ENOSPC:
        return DISK
    return f"{folder or error.filename} cannot be written ({error.strerror}).\n{REMEDY}"
