"""The door of every `make` target: finds a Python that is new enough, then hands over to `deploy/tasks`.

Written so that an old Python can still read it and say what is missing.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ["python3.13", "python3.12", "python3.11", "python3.14"]
IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))"


def hand_over_to_a_newer_python():
    """Start the same command again with a newer Python from PATH, or say in a sentence that there is none."""
    for name in NAMES:
        try:
            with open(os.devnull, "w") as nowhere:
                fits = subprocess.call([name, "-c", IS_NEW_ENOUGH], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            continue
        if fits:
            os.execvp(name, [name, *sys.argv])
    version = ".".join(str(part) for part in sys.version_info[:2])
    sys.stderr.write(
        "This needs Python 3.11 or newer; `python3` here is " + version + ".\n"
        "Install a newer one, then name it: make demo PYTHON=/path/to/python3.11\n"
    )
    sys.exit(1)


if __name__ == "__main__":
    if sys.version_info[:2] < OLDEST:
        hand_over_to_a_newer_python()
    from tasks.main import main

    sys.exit(main(sys.argv[1:]))
