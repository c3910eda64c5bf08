"""What is installed, and from what, on machines that lack something."""

import json
import subprocess

import pytest
from tasks import apt, browser, postgres, problems, tools


@pytest.fixture
def bare_machine(tmp_path, monkeypatch):
    """No ensurepip, no pip, no uv, no right to install packages; nothing is really run."""
    ran = []
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.setattr(tools, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr(tools, "run_setup", lambda *command: ran.append([str(part) for part in command]))
    monkeypatch.setattr(tools.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)
    monkeypatch.setattr(apt, "prefix", lambda: None)
    return ran


def test_without_any_way_to_install_one_line_is_told(bare_machine):
    with pytest.raises(problems.Problem, match="sudo apt install python3-venv"):
        tools.ensure_uv()


def test_pip_does_where_ensurepip_is_missing(bare_machine, monkeypatch, tmp_path):
    monkeypatch.setattr(tools.importlib.util, "find_spec", lambda name: name == "pip" or None)
    assert tools.ensure_uv() == tmp_path / ".tools" / "lib" / "bin" / "uv"
    assert "--target" in bare_machine[0]
    assert "--require-hashes" in bare_machine[0]


def test_debian_gives_the_missing_part_where_it_may(bare_machine, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(apt, "prefix", list)
    monkeypatch.setattr(apt, "install", lambda packages, log: asked.append(packages) or True)
    assert tools.ensure_uv() == tmp_path / ".tools" / "bin" / "uv"
    assert asked[0][0].endswith("-venv")


def test_a_uv_on_the_path_does_where_python_has_nothing(bare_machine, monkeypatch):
    monkeypatch.setattr(tools.shutil, "which", lambda name: f"/opt/{name}")
    assert str(tools.ensure_uv()) == "/opt/uv"


@pytest.fixture
def locks(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.setattr(tools, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(tools, "ensure_uv", lambda: "uv")
    monkeypatch.setattr(tools, "run_setup", lambda *command: synced.append(command[-1]))
    for name in tools.LOCKS.values():
        (tmp_path / name).write_text("django==5.2.19")
    return synced


def test_packages_are_installed_once_for_each_lock(locks, tmp_path):
    tools.ensure_packages(tools.SITE)
    tools.ensure_packages(tools.SITE)
    assert locks == ["requirements.lock"]
    (tmp_path / "requirements.lock").write_text("django==5.2.20")
    tools.ensure_packages(tools.SITE)
    assert locks == ["requirements.lock"] * 2


def test_the_demo_leaves_a_development_environment_alone(locks):
    tools.ensure_packages(tools.DEVELOPMENT)
    tools.ensure_packages(tools.SITE)
    assert locks == ["requirements-dev.lock"]


def test_a_failed_installation_is_tried_again(locks, monkeypatch):
    def fail(*command):
        raise problems.Problem("no network")

    with monkeypatch.context() as patch:
        patch.setattr(tools, "run_setup", fail)
        with pytest.raises(problems.Problem):
            tools.ensure_packages(tools.SITE)
    tools.ensure_packages(tools.SITE)
    assert locks == ["requirements.lock"]


def test_npm_leaves_the_test_tools_out_of_the_demo(locks, tmp_path, monkeypatch):
    monkeypatch.setattr(tools, "NODE_MODULES", tmp_path / "node_modules")
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"a": "1"}}))
    (tmp_path / "package-lock.json").write_text("{}")
    tools.ensure_node_modules(tools.SITE)
    tools.ensure_node_modules(tools.SITE)
    assert locks == ["--omit=dev"]


def test_no_browser_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(browser, "candidates", lambda: iter(()))
    monkeypatch.setattr(apt, "prefix", lambda: None)
    with pytest.raises(problems.Problem, match=r"sudo apt install chromium"):
        browser.ensure()


def test_no_postgres_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(postgres, "newest_binaries", lambda: None)
    monkeypatch.setattr(apt, "prefix", lambda: None)
    with pytest.raises(problems.Problem, match="sudo apt install postgresql"):
        postgres.find_binaries()


def test_sudo_that_asks_for_a_password_is_not_used(monkeypatch):
    monkeypatch.setattr(apt.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(apt.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(apt.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 1))
    assert not apt.may_install()
