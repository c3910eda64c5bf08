"""`python -m tests.h5p.measure FILE …`: what reading a package costs, in a process that has done nothing else."""

import json
import sys
import time

from courses.h5p import package


def peak() -> float:
    """The most memory this process ever had, in MB."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main(paths: list[str]) -> None:
    start = peak()
    for path in paths:
        begin = time.process_time()
        with package.read(path) as found:
            for file in found.files:
                with found.open(file) as source:
                    while source.read(65_536):
                        pass
            ok = found.ok
        seconds = time.process_time() - begin
        print(json.dumps({"path": path, "ok": ok, "seconds": seconds, "mb": peak() - start}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
