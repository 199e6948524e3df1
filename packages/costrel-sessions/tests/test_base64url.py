"""Tests of URL-safe base64."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous.encoding import base64_decode, base64_encode

from costrel_sessions import base64url


@given(st.binary(max_size=100))
def test_it_is_what_itsdangerous_writes(data: bytes) -> None:
    """Both write the same text, and what was written is read."""
    text = base64url.encode(data)
    assert text == base64_encode(data)
    assert base64url.decode(text) == data


@given(st.text("abcXYZ019-_+/=. \n", max_size=20))
def test_it_reads_what_itsdangerous_reads(text: str) -> None:
    """Both read the same from any text, or both fail."""
    try:
        expected = base64_decode(text.encode())
    except Exception:
        with pytest.raises(ValueError, match=r"base64|padding"):
            base64url.decode(text.encode())
    else:
        assert base64url.decode(text.encode()) == expected
