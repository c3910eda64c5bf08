"""Taking packages in: libraries once, all or nothing, code only from those who may."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from courses.choices import H5PDependency
from courses.h5p import package
from courses.integrations import h5p_engine, h5p_storage
from courses.integrations.h5p_engine import Installed
from courses.models import H5PActivity, H5PLibrary
from courses.services import h5p_store, h5p_uploads
from portal.core.errors import NotAllowed
from portal.core.models import AuditEntry
from portal.files.models import StoredFile
from portal.files.services import store
from tests.factories.h5p import files_of, h5p_file, install, zipped

LIBRARY = "LS4VET.Probe-1.0/library.json"
SCRIPT = "LS4VET.Probe-1.0/scripts/probe.js"


def stored(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def with_patch(number: int) -> dict[str, bytes]:
    return {LIBRARY: json.dumps(json.loads(files_of("probe")[LIBRARY]) | {"patchVersion": number}).encode()}


def test_a_package_becomes_an_activity_with_its_library(boss, storage):
    activity = install(boss)
    library = H5PLibrary.objects.get()
    assert (activity.title, activity.language, activity.version, activity.library) == (
        "One question about a lesson",
        "en",
        1,
        library,
    )
    assert (activity.licence, activity.authors) == ("CC BY 4.0", "LS4VET")
    assert activity.parameters["choices"] == ["She turned the workpiece three times.", "She was bored."]
    assert list(activity.files) == ["images/bench.png"]
    assert (
        activity.size
        == activity.files["images/bench.png"]["size"]
        == len(files_of("probe")["content/images/bench.png"])
    )
    assert str(library) == "LS4VET.Probe 1.0.0"
    assert library.runnable
    assert library.languages == ["hu"]
    assert library.core_api == "1.19"
    assert library.sha256 == h5p_engine.to_engine(library).sha256
    assert [(need.library, need.kind) for need in activity.needs.all()] == [(library, H5PDependency.PRELOADED)]


def test_its_files_lie_outside_the_media_folder_under_their_sums(boss, storage, settings):
    activity = install(boss)
    library = activity.library
    wanted = {activity.key(path) for path in activity.files} | {library.key(path) for path in library.files}
    assert stored(storage) == sorted(wanted)
    assert not storage.is_relative_to(settings.MEDIA_ROOT)
    with h5p_engine.open_library_file(library, "scripts/probe.js") as script:
        assert script.read() == files_of("probe")[SCRIPT]
    with h5p_engine.open_content_file(activity, "images/bench.png") as picture:
        assert picture.read() == files_of("probe")["content/images/bench.png"]
    assert "".join(stored(storage)).count("probe") == 0


def test_a_second_package_shares_the_library(boss, manager, storage):
    first = install(boss)
    before = len(stored(storage))
    second = install(manager, manifest={"title": "Another"})
    assert H5PLibrary.objects.count() == 1
    assert second.uuid != first.uuid
    assert second.library == first.library
    assert len(stored(storage)) == before + 1


@pytest.mark.parametrize("files", [{}, with_patch(1), {SCRIPT: b"alert(1)"}], ids=["new", "newer", "changed"])
def test_code_that_is_not_installed_needs_the_right_to_install_it(boss, manager, storage, files):
    if files:
        install(boss)
    before = stored(storage)
    count = H5PActivity.objects.count(), H5PLibrary.objects.count()
    with pytest.raises(NotAllowed, match=r"LS4VET\.Probe 1\.0"):
        install(manager, files=files)
    assert (H5PActivity.objects.count(), H5PLibrary.objects.count()) == count
    assert stored(storage) == before


def test_learners_may_not_even_add_content(boss, anna, storage):
    install(boss)
    with pytest.raises(NotAllowed, match="Only course managers"):
        install(anna)


def test_a_changed_library_stands_beside_the_old_one_and_old_activities_keep_theirs(boss, storage):
    old = install(boss)
    new = install(boss, files={SCRIPT: b"/* changed */"})
    newest = install(boss, files=with_patch(3))
    older = install(boss)
    assert len({old.library_id, new.library_id, newest.library_id}) == 3
    assert older.library == newest.library, "the highest patch wins"
    assert H5PActivity.objects.get(pk=old.pk).library.patch == 0
    with h5p_engine.open_library_file(new.library, "scripts/probe.js") as script:
        assert script.read() == b"/* changed */"


def test_a_package_with_mistakes_says_all_of_them_and_leaves_nothing(boss, storage):
    broken = h5p_file(files={SCRIPT: None, "content/evil.svg": b"<svg/>"})
    with package.read(broken, installed=Installed()) as found, pytest.raises(h5p_store.BadPackage) as refusal:
        h5p_store.install(found, user=boss)
    assert {issue.code for issue in refusal.value.issues} >= {"library-file-missing", "file-type"}
    assert not H5PActivity.objects.exists()
    assert not H5PLibrary.objects.exists()
    assert stored(storage) == []


def test_nothing_is_half_stored_when_the_archive_changes_while_it_is_read(boss, storage):
    files = files_of("probe") | {"content/images/last.txt": b"x" * 50_000}
    data = zipped(files).getvalue()
    source = io.BytesIO(data)
    with package.read(source, installed=Installed()) as found:
        assert found.ok
        place = data.rindex(b"content/images/last.txt", 0, data.rindex(b"PK\x01\x02") - 500)
        source.seek(place + 30)
        source.write(b"\xff" * 20)
        with pytest.raises(Exception):  # noqa: B017, PT011 (whatever the reader says)
            h5p_store.install(found, user=boss)
    assert not H5PActivity.objects.exists()
    assert not H5PLibrary.objects.exists()
    assert stored(storage) == []


def test_nothing_is_half_stored_when_the_database_fails_at_the_end(boss, storage, monkeypatch):
    def fail(**_values):
        raise RuntimeError("no room")

    monkeypatch.setattr(h5p_store, "record", fail)
    with pytest.raises(RuntimeError):
        install(boss)
    assert not H5PActivity.objects.exists()
    assert stored(storage) == []


def test_a_failure_takes_nothing_away_from_others(boss, storage, monkeypatch):
    install(boss)
    before = stored(storage)
    monkeypatch.setattr(h5p_store, "_pin", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        install(boss)
    assert stored(storage) == before


def test_a_newer_package_keeps_the_uuid_and_drops_old_files(boss, storage, committed):
    activity = install(boss)
    uuid, picture = activity.uuid, activity.key("images/bench.png")
    change = {"content": {"picture": {"path": "images/new.png", "mime": "image/png"}}}
    new = files_of("probe")["content/images/bench.png"] + b"."
    files = {"content/images/bench.png": None, "content/images/new.png": new}
    with committed(), package.read(h5p_file(files=files, **change), installed=Installed()) as found:
        h5p_store.replace(found, activity=activity, user=boss)
    again = H5PActivity.objects.get(uuid=uuid)
    assert again.version == 2
    assert list(again.files) == ["images/new.png"]
    assert picture not in stored(storage)
    assert again.key("images/new.png") in stored(storage)


def test_it_is_written_down(boss, storage):
    activity = install(boss)
    entries = AuditEntry.objects.order_by("pk").values_list("action", "actor", "target_id")
    assert list(entries) == [
        ("h5p.library_installed", boss.pk, str(activity.library.pk)),
        ("h5p.activity_added", boss.pk, str(activity.pk)),
    ]


@pytest.mark.parametrize("language", ["e/n", "fr.x", "../..", "de~draft", "?#%", "", "<b>", "\u202e", "x\n", "é"])
def test_a_language_that_is_none_becomes_the_sites_own(boss, language):
    assert install(boss, manifest={"language": language}).language == "en"


@pytest.mark.parametrize(
    ("language", "code"), [("de_AT", "de"), ("fr", "fr"), ("zh-Hant-TW", "zh-hant-tw"), ("ab-cdefghi-x", "ab")]
)
def test_the_language_of_a_package(boss, language, code):
    assert install(boss, manifest={"language": language}).language.startswith(code)


def test_a_full_disk_is_said_and_leaves_nothing(boss, storage, monkeypatch):
    def full(goal, _stream, _sha256):
        goal.parent.mkdir(parents=True, exist_ok=True)
        raise OSError(28, "No space left on device")

    real, steps = h5p_storage._put_in_folder, iter([1, 1, 1])
    monkeypatch.setattr(h5p_storage, "_put_in_folder", lambda *what: (real if next(steps, 0) else full)(*what))
    report = h5p_uploads.add(user=boss, file=store(stream=h5p_file(), name="activity.h5p", owner=boss, purpose="h5p"))
    assert report.activity is None
    assert "could not be stored" in report.refusal
    assert not H5PActivity.objects.exists()
    assert not H5PLibrary.objects.exists()
    assert stored(storage) == []
    assert not StoredFile.objects.exists()


def test_a_missing_file_of_an_installed_library_comes_back_and_stays(boss, storage, monkeypatch):
    library = install(boss).library
    whole = stored(storage)
    lost = storage / library.key("scripts/probe.js")
    data = lost.read_bytes()
    lost.unlink()
    monkeypatch.setattr(h5p_store, "_pin", lambda *_: 1 / 0)
    with package.read(h5p_file()) as found, pytest.raises(ZeroDivisionError):  # as if it was read before the other one
        h5p_store.install(found, user=boss)
    assert stored(storage) == whole
    assert lost.read_bytes() == data


def test_what_a_killed_process_left_goes_after_a_day(boss, storage, capsys):
    activity = install(boss)
    kept = stored(storage)
    library = storage / activity.library.key("scripts/probe.js")
    content = storage / activity.key("images/bench.png")
    nobody = storage / "libraries" / "ab" / ("ab" * 32) / ("0" * 64)
    left = [library.with_name(".x.part"), content.with_name("1" * 64), nobody, storage / "content/aa/x/y"]
    young = nobody.with_name("2" * 64)
    for path in (*left, young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    for path in (*left, library, content):
        os.utime(path, (0, 0))
    call_command("tidy_activities")
    assert stored(storage) == sorted([*kept, young.relative_to(storage).as_posix()])
    assert "4 files deleted" in capsys.readouterr().out


def test_a_file_that_is_used_again_is_young_again(boss, storage):
    path = storage / install(boss).library.key("scripts/probe.js")
    os.utime(path, (0, 0))
    with package.read(h5p_file()) as found:
        h5p_store.install(found, user=boss)
    assert path.stat().st_mtime > 10**9
