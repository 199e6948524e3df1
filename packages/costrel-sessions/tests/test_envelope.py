"""Tests of the signed text of a cookie, with itsdangerous as the oracle."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import BadData, Signer, TimestampSigner, URLSafeTimedSerializer

from costrel_sessions import base64url
from costrel_sessions.envelope import Envelope, envelope

SALT = b"cookie-session"
KEYS = (b"old key", b"new key")
MAX_AGE = 1000
ALPHABET = "ABCxyz0189-_+/=. é"

CONTENTS = st.dictionaries(
    st.text(max_size=8),
    st.one_of(st.integers(), st.text(max_size=30), st.text("ab", min_size=50, max_size=300)),
    max_size=5,
)


class Clock(TimestampSigner):
    """A signer with a clock that the test sets."""

    now = 0

    def get_timestamp(self) -> int:
        """The time that is set."""
        return self.now


class PlainJSON:
    """JSON as sessions are written: compact, in ASCII."""

    loads = staticmethod(json.loads)

    @staticmethod
    def dumps(content: object) -> str:
        """The JSON text of ``content``."""
        return json.dumps(content, separators=(",", ":"))


def oracle(keys: tuple[bytes, ...] = KEYS) -> URLSafeTimedSerializer:
    """What itsdangerous signs these cookies with."""
    return URLSafeTimedSerializer(
        keys,
        salt=SALT,
        serializer=PlainJSON,
        signer=Clock,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    )


def ours(keys: tuple[bytes, ...] = KEYS) -> Envelope:
    """The envelope for the same keys."""
    return Envelope(keys, SALT, hashlib.sha1)


def text(content: object) -> bytes:
    """The JSON that itsdangerous makes of ``content``."""
    return PlainJSON.dumps(content).encode()


@given(CONTENTS, st.integers(0, 2**63))
def test_a_cookie_is_what_itsdangerous_writes(content: dict[str, object], now: int) -> None:
    """Byte for byte, whatever the content and the time."""
    Clock.now = now
    assert ours().close(text(content), now) == oracle().dumps(content)


@given(CONTENTS, st.integers(0, 2**32), st.integers(-5, MAX_AGE + 5))
def test_a_cookie_of_itsdangerous_is_opened_within_its_time(
    content: dict[str, object], signed: int, age: int
) -> None:
    """It is refused when it is too old, or comes from the future."""
    Clock.now = signed
    cookie = oracle().dumps(content)
    now = signed + age
    if 0 <= age <= MAX_AGE:
        assert ours().open(cookie, MAX_AGE, now) == text(content)
    else:
        with pytest.raises(ValueError, match="not signed within the last 1000 seconds"):
            ours().open(cookie, MAX_AGE, now)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A cookie with some characters changed, added, doubled or cut off; or none changed."""
    cookie = ours().close(text(draw(CONTENTS)), draw(st.integers(1500, 2500)))
    for _ in range(draw(st.integers(0, 2))):
        near_the_end = st.integers(len(cookie) - 3, len(cookie))
        place = draw(st.one_of(st.integers(0, len(cookie)), near_the_end))
        end = place + draw(st.sampled_from([0, 0, 1, 1, 1, 5]))
        cookie = cookie[:place] + draw(st.text(ALPHABET, max_size=2)) + cookie[end:]
    return cookie


@given(mutated())
def test_whatever_is_opened_itsdangerous_opens_alike(cookie: str) -> None:
    """And what only itsdangerous takes is another spelling of a signature that was made."""
    Clock.now = 2000
    try:
        expected = text(oracle().loads(cookie, max_age=MAX_AGE))
    except (BadData, UnicodeError):
        expected = None
    try:
        opened = ours().open(cookie, MAX_AGE, 2000)
    except ValueError:
        opened = None
    if opened is not None:
        assert opened == expected
    elif expected is not None:
        signed, _, signature = cookie.rpartition(".")
        canonical = base64url.encode(base64url.decode(signature.encode())).decode()
        assert canonical != signature
        assert ours().open(f"{signed}.{canonical}", MAX_AGE, 2000) == expected


def test_a_signature_has_one_spelling() -> None:
    """Of all the letters, only one is taken at the end, and none may be added anywhere."""
    cookie = ours().close(b"{}", 2000)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    variants = {cookie[:-1] + letter for letter in letters} | {
        cookie[:place] + extra + cookie[place:]
        for place in range(len(cookie) + 1)
        for extra in ("=", "!", " ", "\n", ".", "A")
    }
    variants.discard(cookie)
    Clock.now = 2000
    taken_by_itsdangerous = 0
    for variant in variants:
        with pytest.raises(ValueError, match="signature"):
            ours().open(variant, MAX_AGE, 2000)
        try:
            oracle().loads(variant, max_age=MAX_AGE)
        except BadData:
            continue
        taken_by_itsdangerous += 1
    assert taken_by_itsdangerous > 2  # which is why this is tested


def test_older_keys_verify_and_the_newest_signs() -> None:
    """So that a key is changed without ending every session."""
    old, new, both = ours(KEYS[:1]), ours(KEYS[1:]), ours()
    assert both.open(old.close(b"{}", 5), 10, 5) == b"{}"
    assert both.close(b"{}", 5) == new.close(b"{}", 5)
    assert ours((b"a", b"b", b"c")).open(ours((b"a",)).close(b"{}", 5), 10, 5) == b"{}"
    with pytest.raises(ValueError, match="No key verifies"):
        old.open(new.close(b"{}", 5), 10, 5)


def test_a_signature_without_a_time_is_refused() -> None:
    """Who has the key may have signed something else with it."""
    plain = Signer(KEYS[1], salt=SALT, key_derivation="hmac", digest_method=hashlib.sha1)
    for value in (b"payload", b"e30.AAAAAAAAAAAA"):
        with pytest.raises(ValueError, match="does not tell when"):
            ours().open(plain.sign(value).decode(), MAX_AGE, 5)


@pytest.mark.parametrize("cookie", ["", ".", "..", "a.b.c", "é", "e30.AAAA."])
def test_what_is_no_cookie_is_refused(cookie: str) -> None:
    """Nothing but ValueError comes out."""
    with pytest.raises(ValueError, match=r"signature|ascii"):
        ours().open(cookie, MAX_AGE, 5)


def test_the_envelope_of_some_keys_is_made_once() -> None:
    """The hash states are prepared once per key."""
    made = envelope(KEYS, SALT.decode(), hashlib.sha1)
    assert made is envelope(KEYS, SALT.decode(), hashlib.sha1)
    assert made is not envelope(KEYS[:1], SALT.decode(), hashlib.sha1)
    assert made.open(ours().close(b"{}", 5), 10, 5) == b"{}"
