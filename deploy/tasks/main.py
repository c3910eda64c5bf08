"""The commands behind the Makefile."""

import sys
from collections.abc import Callable

from tasks import browser, demo, postgres, tools, verify
from tasks.console import say
from tasks.prepare import prepare_sources
from tasks.problems import Problem, explain_os_error


def install() -> int:
    """Python and npm packages for development, built files included."""
    tools.install(tools.DEVELOPMENT)
    prepare_sources()
    return 0


def lock(*options: str) -> int:
    """Write the lock files anew."""
    tools.lock(upgrade="--upgrade" in options)
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "demo": demo.demo,
    "demo-passwords": demo.passwords,
    "dev": demo.develop,
    "install": install,
    "lock": lock,
    "browser": browser.show,
    "lint": verify.lint,
    "format": verify.format_code,
    "test": verify.test,
    "test-fast": verify.test_fast,
    "test-postgres": postgres.test,
}


def main(arguments: list[str]) -> int:
    """Run one command; what the person can mend ends as a sentence, never as a traceback."""
    if not arguments or arguments[0] not in COMMANDS:
        say(f"Usage: python3 deploy/run.py {{{','.join(COMMANDS)}}}")
        return 2
    try:
        return COMMANDS[arguments[0]](*arguments[1:])
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
    except OSError as error:
        print(f"\n{explain_os_error(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 1
