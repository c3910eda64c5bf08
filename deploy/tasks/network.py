"""The address the site is served on."""

import errno
import os
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass

from tasks.problems import Problem

HEALTH = "/health/live/"
ANY = {"0.0.0.0", "::", ""}


@dataclass(frozen=True)
class Address:
    """Host and port, as bound and as shown."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What the person types into the browser."""
        shown = "localhost" if self.host in ANY | {"127.0.0.1", "::1"} else self.host
        return f"http://{shown}:{self.port}"

    @property
    def own_url(self) -> str:
        """Where this machine reaches it."""
        host = "127.0.0.1" if self.host in ANY else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def address() -> Address:
    """Read `HOST` and `PORT`; a port that is no port is a problem."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Problem(f"PORT={port} is not a port. Use a number from 1024 to 65535: make demo PORT=8001")
    return Address(os.environ.get("HOST") or "127.0.0.1", int(port))


def require_free(where: Address) -> None:
    """Find out by binding whether the address can be had."""
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((where.host, where.port))
        except OSError as error:
            raise Problem(_why_not(where, error)) from None


def _why_not(where: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {where.port} is taken by another program (perhaps another `make demo`).\n"
            f"Stop that one, or choose another port: make demo PORT={where.port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {where.port} is reserved for the system. Choose one above 1023: make demo PORT=8000"
    return f"HOST={where.host} is not an address of this machine. Leave it out, or use HOST=0.0.0.0 for all addresses."


def free_port() -> int:
    """A port nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(where: Address) -> bool:
    """Whether the site serves requests (an error page of its own making counts as no)."""
    request = urllib.request.Request(where.own_url + HEALTH, headers={"Host": f"localhost:{where.port}"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False
