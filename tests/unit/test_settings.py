"""Settings that keep the site safe, read without starting it."""

import json
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.settings import policy
from portal.settings.secret import local_secret_key

ROOT = Path(__file__).resolve().parents[2]


def test_the_public_policy_allows_nothing_inline_and_no_other_host():
    for name, sources in policy.PUBLIC_POLICY.items():
        assert set(sources) <= {"'self'", "'none'", "data:"}, name
    assert policy.PUBLIC_POLICY["script-src"] == ["'self'"]
    assert policy.PUBLIC_POLICY["style-src"] == ["'self'"]
    assert policy.PUBLIC_POLICY["default-src"] == ["'none'"]
    assert policy.PUBLIC_POLICY["frame-ancestors"] == ["'none'"]


def test_the_admin_policy_names_no_other_host_either():
    allowed = {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'"}
    assert set().union(*policy.ADMIN_POLICY.values()) <= allowed
    assert policy.ADMIN_POLICY["frame-ancestors"] == ["'self'"]


def test_a_local_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = local_secret_key(tmp_path / "data")
    assert local_secret_key(tmp_path / "data") == first
    assert len(first) >= 50
    assert local_secret_key(tmp_path / "other") != first
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_get_the_same_key(tmp_path):
    for attempt in range(20):
        together = threading.Barrier(8)

        def start(data: Path = tmp_path / str(attempt), together: threading.Barrier = together) -> str:
            together.wait()
            return local_secret_key(data)

        with ThreadPoolExecutor(8) as pool:
            keys = {future.result() for future in [pool.submit(start) for _ in range(8)]}
        assert len(keys) == 1
        assert len(keys.pop()) > 50
        assert [path.name for path in (tmp_path / str(attempt)).iterdir()] == ["secret_key"]


def production(tmp_path, **environment):
    """What production settings say in a process of their own."""
    told = "[s.ALLOWED_HOSTS, s.DATABASES['default']['ENGINE'], s.SECURE_SSL_REDIRECT]"
    code = f"import json, portal.settings.production as s; print(json.dumps({told}))"
    env = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_production_takes_everything_from_the_environment(tmp_path):
    done = production(
        tmp_path, SECRET_KEY="k" * 60, ALLOWED_HOSTS="a.example,b.example", DATABASE_URL="postgres://u:p@h/d"
    )
    assert json.loads(done.stdout) == [["a.example", "b.example"], "django.db.backends.postgresql", True]


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_key_or_hosts(tmp_path, missing):
    given = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "a.example"}
    del given[missing]
    done = production(tmp_path, **given)
    assert done.returncode == 1
    assert missing in done.stderr
