"""The virus scanner (a local one that speaks clamd's INSTREAM), the checker, the tidying."""

import io
import os
import socketserver
import struct
import threading
import time
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from portal.core.models import AuditEntry
from portal.files import access, parts, scanning
from portal.files.choices import FileState
from portal.files.models import StoredFile
from portal.files.services import begin, store
from portal.files.storage import private_storage


class FakeClamd(socketserver.ThreadingTCPServer):
    """Finds whatever holds the word EICAR; can be told to answer something else."""

    daemon_threads = True
    answer = b""
    seen = 0


class Conversation(socketserver.StreamRequestHandler):
    """One question."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.server.seen += len(content)
        found = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
        self.wfile.write(self.server.answer or found)


@pytest.fixture
def clamd(settings):
    """A scanner in use."""
    with FakeClamd(("127.0.0.1", 0), Conversation) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.FILES_CLAMD = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


@pytest.fixture
def put(anna, django_capture_on_commit_callbacks):
    """Store, then do what waits for the commit."""

    def put(content=b"words", name="a.txt"):
        with django_capture_on_commit_callbacks(execute=True):
            file = store(stream=io.BytesIO(content), name=name, owner=anna, purpose="personal")
        file.refresh_from_db()
        return file

    return put


def test_clean_files_are_ready_after_the_scan(clamd, put, anna):
    file = put(os.urandom(700_000))
    assert file.state == FileState.READY
    assert clamd.seen == 700_000
    assert access.may_read(anna, file)


def test_found_files_are_locked_away(clamd, put, anna, client):
    file = put(b"EICAR")
    assert file.state == FileState.QUARANTINED
    assert not access.may_read(anna, file)
    assert AuditEntry.objects.get(action="file.locked_away").why == "Eicar-Signature"
    client.force_login(anna)
    assert client.get(f"/en/private/{file.uuid}/").status_code == 404
    assert "locked away" in client.get("/en/account/files/").content.decode()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"nonsense", b"stream: OK, perhaps\0"])
def test_an_answer_that_is_no_verdict_opens_nothing(clamd, put, anna, answer):
    clamd.answer = answer
    file = put()
    assert file.state == FileState.SCANNING
    assert not access.may_read(anna, file)
    clamd.answer = b""
    call_command("tidy_files", verbosity=0)
    file.refresh_from_db()
    assert file.state == FileState.READY


def test_a_scanner_that_is_away_opens_nothing(settings, put, anna):
    settings.FILES_CLAMD = "unix:///nowhere/clamd.ctl"
    assert put().state == FileState.SCANNING


def test_the_scanners_silence_is_told(clamd):
    clamd.answer = b"\0"
    with pytest.raises(scanning.ScannerSilent, match="no answer"):
        scanning.verdict(f"tcp://127.0.0.1:{clamd.server_address[1]}", io.BytesIO(b"x"))


def test_database_and_storage_agree(put, capsys):
    put()
    call_command("check_files", "--sums")
    assert "agree" in capsys.readouterr().out


def test_every_difference_is_named(put, anna, capsys):
    gone, short, changed, fine = (put(b"words", f"{number}.txt") for number in range(4))
    announced = begin(user=anna, name="b.txt", size=10, purpose="personal")
    storage = private_storage()
    storage.delete(gone.key)
    for file, content in ((short, b"w"), (changed, b"WORDS")):
        with open(storage.path(file.key), "wb") as target:
            target.write(content)
    parts.Part(announced.uuid).drop()
    stray = uuid4()
    storage.save(f"{stray.hex[:2]}/{stray.hex}", io.BytesIO(b"x"))
    (parts.folder() / f"{stray.hex}.part").write_bytes(b"x")
    with pytest.raises(CommandError, match="6 differences"):
        call_command("check_files", "--sums")
    said = capsys.readouterr().out
    for expected in (
        f"{gone.uuid}: the file is missing",
        f"{short.uuid}: the file has 1 bytes instead of 5",
        f"{changed.uuid}: the content has changed",
        f"{announced.uuid}: the upload is announced, but no part",
        f"{stray.hex[:2]}/{stray.hex}: no row",
        f"{stray.hex}.part: no row",
    ):
        assert expected in said
    assert str(fine.uuid) not in said


def test_orphans_go_after_a_day(put, anna):
    kept, upload = put(), begin(user=anna, name="b.txt", size=10, purpose="personal")
    stray, storage = uuid4(), private_storage()
    key = storage.save(f"{stray.hex[:2]}/{stray.hex}", io.BytesIO(b"x"))
    part = parts.folder() / f"{stray.hex}.part"
    part.write_bytes(b"x")
    call_command("tidy_files", verbosity=0)
    assert storage.exists(key)
    assert part.exists()
    yesterday = time.time() - 90_000
    for path in (storage.path(key), part, parts.Part(upload.uuid).path, storage.path(kept.key)):
        os.utime(path, (yesterday, yesterday))
    call_command("tidy_files", verbosity=0)
    assert not storage.exists(key)
    assert not part.exists()
    assert storage.exists(kept.key)
    assert parts.Part(upload.uuid).exists()
    assert StoredFile.objects.count() == 2
