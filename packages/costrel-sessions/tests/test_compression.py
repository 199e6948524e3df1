"""Tests of compressed payloads."""

import json
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from costrel_sessions.compression import LIMIT, compress, compressed, decompress

SESSIONS = st.dictionaries(
    st.text(max_size=12),
    st.one_of(
        st.integers(),
        st.text(max_size=40),
        st.text("0123456789abcdef", min_size=20, max_size=128),
        st.lists(st.integers(0, 9), max_size=30),
    ),
    max_size=8,
)
SHORT = st.integers(1, 8).flatmap(
    lambda number: st.text("abcdefgh"[:number], max_size=34).map(str.encode)
)
CLASSIC = "ng" not in zlib.ZLIB_RUNTIME_VERSION


@given(SESSIONS)
def test_a_session_is_compressed_as_by_zlib(session: dict[str, object]) -> None:
    """Byte for byte where the library is zlib itself; readable everywhere."""
    data = json.dumps(session).encode()
    assert zlib.decompress(compress(data)) == data
    if CLASSIC:
        assert compress(data) == zlib.compress(data)


@given(st.text('abi,:"', min_size=200, max_size=1030))
def test_text_full_of_repetitions_is_compressed_as_by_zlib(text: str) -> None:
    """Few letters mean many matches to choose from."""
    data = text.encode()
    assert zlib.decompress(compress(data)) == data
    if CLASSIC:
        assert compress(data) == zlib.compress(data)


@given(st.binary(max_size=2000))
def test_what_was_compressed_is_read(data: bytes) -> None:
    """Whatever the bytes, and on both sides of the length where the way changes."""
    assert decompress(compress(data)) == data


@given(st.one_of(SHORT, st.binary(max_size=34)))
@example(b"")
@example(b"a" * 11)
@example(b"a" * 12)
@example(b"a" * 13)
def test_what_is_left_uncompressed_would_be_no_shorter(data: bytes) -> None:
    """A short text is not even tried where that is certain."""
    packed = zlib.compress(data)
    if compressed(data) is None:
        assert len(packed) >= len(data) - 1
    else:
        assert len(packed) < len(data) - 1


def test_a_payload_inflates_up_to_the_limit() -> None:
    """A small cookie can't make the server allocate any amount of memory."""
    assert len(decompress(zlib.compress(bytes(LIMIT)))) == LIMIT
    with pytest.raises(ValueError, match="more than 4194304 bytes"):
        decompress(zlib.compress(bytes(LIMIT + 1)))


def test_a_damaged_payload_is_refused() -> None:
    """Other bytes, and a stream that breaks off."""
    with pytest.raises(ValueError, match="damaged"):
        decompress(b"no stream")
    with pytest.raises(ValueError, match="cut off"):
        decompress(zlib.compress(b"some text")[:-3])
