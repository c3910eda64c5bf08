"""A step runs again exactly when its inputs changed."""

import pytest
from tasks import console, prepare, problems
from tasks.stamps import Stamps, fingerprint


def test_a_fingerprint_follows_names_and_contents(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    first = fingerprint(tmp_path, ["*.txt"])
    assert fingerprint(tmp_path, ["*.txt"]) == first
    (tmp_path / "a.txt").write_text("two")
    second = fingerprint(tmp_path, ["*.txt"])
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    third = fingerprint(tmp_path, ["*.txt"])
    assert len({first, second, third, fingerprint(tmp_path, ["*.txt"], extra=["x"])}) == 4


def test_stamps_survive_a_damaged_file(tmp_path):
    stamps = Stamps(tmp_path / "steps.json")
    stamps.set("a", "1")
    stamps.set("b", "2")
    assert stamps.has("a", "1")
    stamps.forget("a")
    assert not stamps.has("a", "1")
    stamps.path.write_text("{broken")
    assert not stamps.has("b", "2")
    stamps.set("b", "3")
    assert stamps.has("b", "3")


@pytest.fixture
def steps_run(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(prepare, "ROOT", tmp_path)

    def fake(*arguments, log, env):
        done.append(arguments[0])
        if arguments[0] == "migrate":
            (tmp_path / "db").write_text("")

    monkeypatch.setattr(prepare, "manage", fake)
    steps = [
        prepare.Step("database", "Database", ["migrate"], ["m/*"], tmp_path / "db"),
        prepare.Step("content", "Content", ["loaddemo"], ["c/*"], tmp_path / "db"),
    ]

    def run(**env):
        done.clear()
        prepare.run_steps(steps, Stamps(tmp_path / "steps.json"), log=tmp_path / "log", env=env)
        return list(done)

    return run


def test_the_second_start_skips_all(steps_run):
    assert steps_run() == ["migrate", "loaddemo"]
    assert steps_run() == []


def test_only_what_changed_runs_again(steps_run, tmp_path):
    steps_run()
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "page.md").write_text("new")
    assert steps_run() == ["loaddemo"]


def test_a_removed_database_is_made_and_filled_again(steps_run, tmp_path):
    steps_run()
    (tmp_path / "db").unlink()
    assert steps_run() == ["migrate", "loaddemo"]


def test_development_loads_the_demo_once(steps_run, tmp_path, monkeypatch):
    assert steps_run() == ["migrate", "loaddemo"]
    steps = [
        prepare.Step("database", "Database", ["migrate"], ["m/*"], tmp_path / "db"),
        prepare.Step("content", "Content", ["loaddemo"], ["c/*"], tmp_path / "db"),
    ]
    monkeypatch.setattr(prepare, "data_steps", lambda data: steps)
    done = []
    monkeypatch.setattr(prepare, "manage", lambda *arguments, log, env: done.append(arguments[0]))
    for folder in ("m", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "changed").write_text("")
    prepare.prepare_development(tmp_path)
    assert done == ["migrate"]


def test_another_database_is_filled_too(steps_run):
    steps_run()
    assert steps_run(DATABASE_URL="postgres://elsewhere/x") == ["migrate", "loaddemo"]


def test_a_failed_tool_is_logged_and_told(tmp_path):
    with pytest.raises(problems.Problem, match="failed:\n    out of luck"):
        console.run_quietly(["sh", "-c", "echo out of luck; exit 3"], log=tmp_path / "l", env={}, cwd=tmp_path)
    assert "out of luck" in (tmp_path / "l").read_text()
