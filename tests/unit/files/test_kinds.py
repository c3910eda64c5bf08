"""The type comes from the content; what can act by itself is never opened in the page."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.kinds import kind_of, may_show_inline

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack("!I", 13) + b"IHDR" + struct.pack("!IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
PNG += struct.pack("!I", zlib.crc32(PNG[12:])) + b"\0\0\0\0IEND"


@pytest.mark.parametrize(
    ("content", "name", "kind", "inline"),
    [
        (PNG, "x.png", "image/png", True),
        (PNG, "x.html", "image/png", True),
        (b"plain words\n", "notes.txt", "text/plain", True),
        (b"plain words\n", "notes.html", "text/plain", True),
        ("Jegyzőkönyv\n".encode(), "a", "text/plain", True),
        (b"<html><script>alert(1)</script>", "x.png", "text/html", False),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML><p>", "x.txt", "text/html", False),
        (b"words first <SCRIPT>alert(1)</SCRIPT>", "x.txt", "application/xml", False),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "x.jpg", "image/svg+xml", False),
        ("<html>".encode("utf-16"), "x.txt", "text/html", False),
        (b"%PDF-1.7\n1 0 obj<</OpenAction<</JS(app.alert(1))>>>>", "x.pdf", "application/pdf", False),
        (b"PK\x03\x04" + bytes(60), "a.odt", "application/vnd.oasis.opendocument.text", False),
        (b"\x01\x02\x03 no kind at all", "x.png", "application/octet-stream", False),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "x.png", None, False),
    ],
)
def test_types(content, name, kind, inline):
    found = kind_of(content, name)
    assert kind is None or found == kind
    assert may_show_inline(found) is inline


@given(st.binary(max_size=500), st.text(max_size=20))
def test_any_content_has_a_type(content, name):
    assert "/" in kind_of(content, name)


@given(st.text(max_size=50), st.sampled_from(["<script>", "<svg onload=x>", "<!doctype html>", "<iframe src=x>"]))
def test_markup_anywhere_at_the_beginning_is_never_shown(before, markup):
    assert not may_show_inline(kind_of((before.replace("\0", "") + markup).encode(errors="ignore"), "x.txt"))
