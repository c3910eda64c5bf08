"""`make demo`: from a clone to the running site."""

import os
from pathlib import Path

from tasks import network, prepare, tools
from tasks.console import interrupt_on_terminate, run_aloud, say
from tasks.paths import PYTHON, ROOT, VENV, data_dir, require_writable, tool_environment
from tasks.processes import die_with_parent
from tasks.stamps import Stamps
from tasks.supervisor import Child, Supervisor


def demo() -> int:
    """Install, prepare, serve until Ctrl-C."""
    if os.environ.get("MAKELEVEL"):
        die_with_parent()
    interrupt_on_terminate()
    where, data = network.address(), data_dir()
    network.require_free(where)
    require_writable(data)
    say("LS4VET portal: getting ready (the first time takes a few minutes)")
    tools.install(tools.SITE)
    prepare.prepare_sources()
    prepare.prepare_data(data)
    accounts = new_accounts(data)
    network.require_free(where)
    return serve(where, data, accounts)


def develop() -> int:
    """Serve with autoreload and debug pages on the data of the demo."""
    where, data = network.address(), data_dir()
    network.require_free(where)
    require_writable(data)
    tools.install(tools.DEVELOPMENT)
    prepare.prepare_sources()
    prepare.prepare_development(data)
    if accounts := new_accounts(data):
        say(accounts)
    env = tool_environment(DATA_DIR=str(data), DJANGO_SETTINGS_MODULE="portal.settings.dev", BASE_URL=where.url)
    code = run_aloud([PYTHON, "manage.py", "runserver", f"{where.host}:{where.port}"], env=env, cwd=ROOT)
    return max(code, 0)


def new_accounts(data: Path) -> str:
    """One account for each role, its password told only when newly made."""
    stamps = Stamps(data / "steps.json")
    if stamps.has("accounts", "made"):
        return ""
    told = prepare.manage("demo_accounts", log=Path(os.devnull), env=prepare.demo_environment(data))
    stamps.set("accounts", "made")
    return told.rstrip()


def passwords() -> int:
    """Give every demo account a new password and tell it."""
    data = data_dir()
    require_writable(data)
    tools.install(tools.SITE)
    prepare.prepare_data(data)
    say(prepare.manage("demo_accounts", "--reset", log=Path(os.devnull), env=prepare.demo_environment(data)).rstrip())
    return 0


def serve(where: network.Address, data: Path, accounts: str) -> int:
    """Run server and worker; tell the address and the accounts once the site answers."""
    env = prepare.demo_environment(data) | {"BASE_URL": where.url, "HOST": where.host, "PORT": str(where.port)}
    children = [
        Child("web server", web_command(where), data / "log" / "web.log"),
        Child(
            "task worker",
            [str(PYTHON), "manage.py", "db_worker", "--backend", "background"],
            data / "log" / "worker.log",
        ),
        Child("clock", [str(PYTHON), "manage.py", "keep_time"], data / "log" / "clock.log"),
    ]
    try:
        return Supervisor(children, env).run(
            is_ready=lambda: network.answers(where), when_ready=lambda: greet(where, data, accounts)
        )
    except BaseException:
        if accounts:
            say(accounts)
        raise


def web_command(where: network.Address) -> list[str]:
    """The production server; its processes share database, media and the page cache's generation."""
    settings = {
        "--interface": "wsgi",
        "--host": where.host,
        "--port": str(where.port),
        "--workers": os.environ.get("WEB_WORKERS") or str(min(os.cpu_count() or 1, 4)),
        "--blocking-threads": os.environ.get("WEB_THREADS") or "4",
    }
    flags = [part for pair in settings.items() for part in pair]
    return [
        str(VENV / "bin" / "granian"),
        *flags,
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "5",
        "portal.wsgi:application",
    ]


def greet(where: network.Address, data: Path, accounts: str) -> None:
    """Say where the site is and who can sign in."""
    say(f"\nThe site:     {where.url}/\nThe editor:   {where.url}/admin/")
    if accounts:
        say(f"\n{accounts}\n")
    else:
        say("Accounts:     as told before; `make demo-passwords` sets new passwords")
    say(f"Data and logs: {data}\nStop with Ctrl-C.")
