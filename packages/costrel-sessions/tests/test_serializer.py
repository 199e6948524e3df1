"""Tests of the serializer that itsdangerous provides, made strict."""

import hashlib
import zlib

import pytest
from itsdangerous import BadPayload, BadSignature, URLSafeTimedSerializer

from costrel_sessions import base64url
from costrel_sessions.compression import LIMIT
from costrel_sessions.serializer import SessionSerializer, read_with

pytestmark = pytest.mark.alone


def test_it_reads_and_writes_what_itsdangerous_does() -> None:
    """It is a URLSafeTimedSerializer; short and compressed payloads, text and bytes."""
    strict, lenient = SessionSerializer("key"), URLSafeTimedSerializer("key")
    assert isinstance(strict, URLSafeTimedSerializer)
    for content in ({"a": 1}, {"a": "b" * 200}):
        assert strict.loads(lenient.dumps(content)) == content
        assert lenient.loads(strict.dumps(content)) == content
        assert strict.loads(strict.dumps(content).encode()) == content


def test_a_signature_is_taken_in_one_spelling_only() -> None:
    """Two letters that differ in the bits that base64 leaves over mean the same to others."""
    cookie = SessionSerializer("key").dumps({"a": 1})
    sibling = cookie[:-1] + {"A": "B", "E": "F", "I": "J", "M": "N", "Q": "R", "U": "V"}.get(
        cookie[-1], chr(ord(cookie[-1]) + 1)
    )
    assert URLSafeTimedSerializer("key").loads(sibling) == {"a": 1}
    with pytest.raises(BadSignature):
        SessionSerializer("key").loads(sibling)


def test_a_signer_takes_signatures_as_text_and_bytes() -> None:
    """As the signer of itsdangerous does."""
    signer = SessionSerializer("key").make_signer()
    signature = signer.get_signature(b"value")
    assert signer.verify_signature("value", signature)
    assert signer.verify_signature(b"value", signature.decode())
    assert not signer.verify_signature(b"other", signature)


@pytest.mark.parametrize("data", [zlib.compress(bytes(LIMIT + 1)), b"no stream"])
def test_a_payload_that_inflates_beyond_the_limit_is_refused(data: bytes) -> None:
    """Though it is signed; and so is a damaged one."""
    serializer = SessionSerializer("key")
    cookie = serializer.make_signer().sign(b"." + base64url.encode(data))
    with pytest.raises(BadPayload):
        serializer.loads(cookie)


def test_an_unreadable_cookie_is_nothing() -> None:
    """No exception of itsdangerous gets out, nor one for text that can't be encoded."""
    options = {"digest_method": hashlib.sha256}
    serializer = SessionSerializer("key", signer_kwargs=options)
    cookie = serializer.dumps({"a": 1})
    assert read_with(serializer, cookie, 10) == {"a": 1}
    assert read_with(serializer, cookie[:-2], 10) is None
    assert read_with(serializer, cookie, -1) is None
    assert read_with(serializer, "\ud800", 10) is None
    assert read_with(serializer, serializer.dumps([1]), 10) is None
