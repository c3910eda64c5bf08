"""What costs most takes no ten seconds and no 64 MB; `python -m bench --only h5p` measures all of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.h5p.heavy import HEAVY

ROOT = Path(__file__).resolve().parents[3]
QUICK = ("many-values", "wide-text", "html-many-texts", "deep-libraries")
MANY = ("choices-in-a-list", "groups-of-many-fields")
"""Measured in a process of their own: what one package leaves in pieces, the next cannot use."""


@pytest.mark.parametrize("names", [QUICK, MANY])
def test_time_and_memory_stay_within_bounds(tmp_path, names):
    for name in names:
        (tmp_path / name).write_bytes(HEAVY[name]())
    run = subprocess.run(
        [sys.executable, "-m", "tests.h5p.measure", *(str(tmp_path / name) for name in names)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not run.returncode, run.stderr
    found = {Path(one["path"]).name: one for one in map(json.loads, run.stdout.splitlines())}
    assert found.keys() == set(names)
    assert max(one["seconds"] for one in found.values()) < 10
    assert max(one["mb"] for one in found.values()) < 64
    assert {name for name, one in found.items() if not one["ok"]} == set()
