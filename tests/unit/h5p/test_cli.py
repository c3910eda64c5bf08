"""The command line, for people without the site."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from courses.h5p import package
from courses.h5p.cli import main
from tests.h5p.packages import PNG, dump, entries, library, packed
from tests.h5p.quiz import BLANKS, CONTENT, GERMAN, SEMANTICS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.h5p"
    parts = (
        library(semantics=SEMANTICS, languages={"de": GERMAN}),
        library("H5P.Blanks 1.0", semantics=BLANKS),
    )
    authors = [{"name": "Ágnes"}]
    path.write_bytes(packed(entries(CONTENT, *parts, files={"images/a.png": PNG}, authors=authors)))
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.h5p"
    path.write_bytes(packed(entries(files={"a.svg": b"<svg/>"})))
    return path


def test_check(good, bad, capsys):
    assert main(["check", str(good)]) == 0
    assert capsys.readouterr().out == "The package may be used.\n"
    assert main(["check", str(bad)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("error: file-type [content/a.svg]: Files of the type “svg”")
    assert lines[-1] == "The package is refused."
    assert main(["check", str(bad), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert found["issues"][0]["code"] == "file-type"
    assert found["issues"][0]["message"].startswith("Files of")


def test_info(good, bad, capsys):
    assert main(["info", str(good)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "title: A quiz" in lines
    assert "type: H5P.Quiz 1.2" in lines
    assert "authors: Ágnes" in lines
    assert "texts: 14" in lines
    assert "libraries: H5P.Quiz 1.2.3, H5P.Blanks 1.0.3" in lines
    assert main(["info", str(good), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["licence"] == "CC BY"
    assert main(["info", str(bad)]) == 1
    assert "file-type" in capsys.readouterr().err


def test_segments(good, capsys):
    assert main(["segments", str(good), "--target", "de"]) == 0
    found = {one["path"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["@title"]["text"] == "A quiz"
    assert found["l10n.check"]["target"] == "Überprüfen"
    assert found["title"]["target"] == ""
    assert main(["segments", str(good)]) == 0
    assert all(not one["target"] for one in json.loads(capsys.readouterr().out))


def test_localise(good, tmp_path, capsys):
    texts, out = tmp_path / "de.json", tmp_path / "de.h5p"
    texts.write_bytes(dump({"title": "Neu & gut", "@title": "Ein Quiz", "hints.0": "Nachdenken"}))
    assert main(["localise", str(good), str(texts), str(out), "--language", "de"]) == 0
    with package.read(out) as found:
        assert found.ok
        assert (found.manifest.title, found.manifest.language) == ("Ein Quiz", "de")
        assert found.content["title"] == "Neu &amp; gut"
        assert found.content["l10n"]["check"] == "Überprüfen"
    texts.write_bytes(dump({"title": "x" * 50}))
    assert main(["localise", str(good), str(texts), str(out), "--language", "de"]) == 1
    assert "translation-length" in capsys.readouterr().err
    for broken in (b"[]", b'{"a": 5}'):
        texts.write_bytes(broken)
        assert main(["localise", str(good), str(texts), str(out), "--language", "de"]) == 2
    texts.write_bytes(b"{")
    assert main(["localise", str(good), str(texts), str(out), "--language", "de"]) == 1


def test_export(good, bad, tmp_path, capsys):
    out = tmp_path / "out.h5p"
    assert main(["export", str(good), str(out)]) == 0
    first = out.read_bytes()
    assert main(["export", str(out), str(out)]) == 0
    assert out.read_bytes() == first
    assert main(["export", str(bad), str(tmp_path / "no.h5p")]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.h5p", "good.h5p", "out.h5p"]


def test_nothing_half_written_stays(good, tmp_path, monkeypatch, capsys):
    from courses.h5p import write
    from courses.h5p.issues import Refused, issue

    def broken(target, **_more):
        target.write(b"half")
        raise Refused(issue("library-missing", library="H5P.A 1.0", needed_by="H5P.B 1.0"))

    monkeypatch.setattr(write, "export", broken)
    assert main(["export", str(good), str(tmp_path / "out.h5p")]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["good.h5p"]
    assert "library-missing" in capsys.readouterr().err


def test_wrong_calls(tmp_path, capsys):
    assert main(["check", str(tmp_path / "gone.h5p")]) == 2
    assert "gone.h5p" in capsys.readouterr().err
    for call in ([], ["eat", "x"], ["check"]):
        with pytest.raises(SystemExit) as ended:
            main(call)
        assert ended.value.code == 2


ALONE = """
import runpy, sys
try:
    runpy.run_module("courses.h5p", run_name="__main__", alter_sys=True)
finally:
    assert "django" not in sys.modules
"""


def test_it_runs_without_the_site(bad):
    run = subprocess.run([sys.executable, "-c", ALONE, "check", bad], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    assert run.stdout.endswith("The package is refused.\n")
    assert run.stderr == ""
