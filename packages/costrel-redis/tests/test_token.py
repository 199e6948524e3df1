"""What the cookie holds."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_redis.token import id_of, is_id, make_token, read_cookie, write_cookie

pytestmark = pytest.mark.alone


def test_a_token_has_256_bits_and_no_two_are_the_same() -> None:
    """In the URL-safe alphabet, which no cookie needs to quote."""
    tokens = {make_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(base64.urlsafe_b64decode(token + "=")) == 32 for token in tokens)
    bits = [sum(byte.bit_count() for byte in token.encode()) for token in tokens]
    assert len(set(bits)) > 20


def test_the_id_is_a_hash_of_the_token() -> None:
    """Nobody finds the token who knows the id."""
    token = make_token()
    assert id_of(token) == hashlib.sha256(token.encode()).hexdigest()
    assert is_id(id_of(token))
    assert not is_id(token)


@pytest.mark.parametrize(
    "text", ["", None, 5, "a" * 63, "A" * 64, "a" * 65, "a" * 64 + "\n", "é" * 64]
)
def test_other_texts_are_no_ids(text: object) -> None:
    """They are looked for nowhere."""
    assert not is_id(text)


@pytest.mark.parametrize("permanent", [True, False])
def test_a_cookie_is_read_as_it_was_written(permanent: bool) -> None:
    """With the mark of permanent sessions."""
    token = make_token()
    assert read_cookie(write_cookie(token, permanent=permanent)) == (token, permanent)


BAD = [
    "",
    "a" * 42,
    "a" * 44,
    "a" * 43 + ".q",
    "a" * 43 + ".p.p",
    "a" * 43 + "\n",
    "é" * 43,
    "٣" * 43,
]


@pytest.mark.parametrize("text", [None, *BAD])
def test_a_cookie_of_another_form_holds_nothing(text: str | None) -> None:
    """It is as if there were none."""
    assert read_cookie(text) == (None, False)


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    """And hardly any is a token."""
    token, _ = read_cookie(text)
    assert token is None or (len(token) == 43 and token.isascii())
