"""The headers of the tus protocol."""

import base64
import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files import tus

KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=","), min_size=1, max_size=20)


def encoded(pairs):
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


@given(st.dictionaries(KEYS, st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_what_a_client_describes_is_what_arrives(pairs):
    assert tus.metadata(encoded(pairs)) == pairs


@pytest.mark.parametrize(
    "header", ["a b c", "a !!!", "a YQ==,a YQ==", "a /w==", "ä YQ==", "x" * 3000, "a YQ", "a YQ==;b YQ=="]
)
def test_broken_descriptions_are_refused(header):
    with pytest.raises(tus.BadRequest):
        tus.metadata(header)


def test_a_key_may_stand_without_value():
    assert tus.metadata("is_confidential, filename YS50eHQ=") == {"is_confidential": "", "filename": "a.txt"}


@given(st.text(max_size=300))
def test_any_description_is_read_or_refused(header):
    with suppress(tus.BadRequest):
        tus.metadata(header)


@given(st.integers(0, 10**18 - 1))
def test_numbers_are_read(number):
    assert tus.number({"Upload-Offset": str(number)}, "Upload-Offset") == number


@pytest.mark.parametrize("value", ["", "-1", "+1", "1.0", "1e3", " 1", "٣", "0x10", "9" * 19, "1\n"])
def test_what_is_no_plain_number_is_refused(value):
    with pytest.raises(tus.BadRequest, match="Upload-Offset"):
        tus.number({"Upload-Offset": value}, "Upload-Offset")


@pytest.mark.parametrize("name", ["sha256", "sha1", "md5"])
def test_the_offered_checksums_are_read(name):
    digest = hashlib.new(name, b"part").digest()
    assert tus.checksum(f"{name} {base64.b64encode(digest).decode()}") == (name, digest)


@pytest.mark.parametrize("header", ["", "sha256", "sha256 YQ==", "crc32 YQ==", "sha1 ***", "shake_128 YQ=="])
def test_other_checksums_are_refused(header):
    with pytest.raises(tus.BadRequest):
        tus.checksum(header)
