"""Tests of signatures."""

import hashlib
import hmac
from threading import Thread

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from costrel_sessions import base64url
from costrel_sessions.signature import Signature


@given(st.one_of(st.binary(max_size=70), st.binary(min_size=60)), st.binary(max_size=200))
@example(bytes(65), b"")
def test_the_code_is_the_hmac(key: bytes, message: bytes) -> None:
    """For keys shorter and longer than a block, with each hash function."""
    for digest in (hashlib.sha1, hashlib.sha256, hashlib.sha512):
        assert Signature(key, digest).code(message) == hmac.digest(key, message, digest)


def test_a_signature_can_be_made_again_and_again() -> None:
    """Signing leaves the prepared states as they were."""
    signature = Signature(b"key", hashlib.sha1)
    assert signature.code(b"a") != signature.code(b"b")
    assert signature.code(b"a") == signature.code(b"a")
    assert base64url.decode(signature.text(b"a")) == signature.code(b"a")


def test_threads_share_a_signature() -> None:
    """Signing at the same time mixes nothing up."""
    signature = Signature(b"key", hashlib.sha1)
    messages = [bytes([number]) * 5000 for number in range(4)]
    expected = [hmac.digest(b"key", message, "sha1") for message in messages]
    wrong: list[int] = []

    def sign(number: int) -> None:
        codes = {signature.code(messages[number]) for _ in range(200)}
        wrong.extend([number] * (codes != {expected[number]}))

    threads = [Thread(target=sign, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_wrong_digest_is_no_signature() -> None:
    """A hash function that can't be used says so when the signature is made."""
    with pytest.raises(TypeError):
        Signature(b"key", None)  # type: ignore[arg-type]
