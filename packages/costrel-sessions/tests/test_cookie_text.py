"""Tests of the text of a cookie."""

import hashlib
import json
import time
import zlib

import pytest

from costrel_sessions import base64url
from costrel_sessions.cookie_text import read, write
from costrel_sessions.envelope import Envelope
from costrel_spec.tagged_json import TaggedJSONSerializer

pytestmark = pytest.mark.alone

ENVELOPE = Envelope((b"key",), b"salt", hashlib.sha1)


TAGGED = TaggedJSONSerializer()


def test_what_was_written_is_read(site) -> None:
    """With the types that JSON lacks, short and compressed."""
    for content in ({"a": (1, b"2")}, {"a": "b" * 500}, {}):
        cookie = write(site, ENVELOPE, TAGGED, content)
        assert read(site, ENVELOPE, TAGGED, cookie, 10, int(time.time())) == content


def test_the_applications_json_is_used_whichever_is_current(site, make_site) -> None:
    """A session opened late, within another application's context, is read by its own's."""

    class Reversed:
        def dumps(self, value: object, **options: object) -> str:
            return json.dumps(value, **options)[::-1]  # type: ignore[arg-type]

        def loads(self, text: str) -> object:
            return json.loads(text[::-1])

    other = make_site()
    other.json = Reversed()
    now = int(time.time())
    cookie = ENVELOPE.close(b'{"a":1}', now)
    with other.app_context():
        assert read(site, ENVELOPE, TAGGED, cookie, 10, now) == {"a": 1}
        written = write(site, ENVELOPE, TAGGED, {"a": 1})
        assert ENVELOPE.open(written, 10, int(time.time())) == b'{"a":1}'


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"no json",
        b"[" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"a":' + b"9" * 5_000 + b"}",
        b'{"a":{" u":5}}',
        b'{"a":{" u":"no uuid"}}',
        b'{"a":{" b":"x"}}',
        b'{"a":{" t":1}}',
        b'{"a":{" di":{}}}',
        b"",
    ],
    ids=lambda content: content[:12],
)
def test_signed_content_may_mean_nothing(site, content: bytes) -> None:
    """Whoever signed it: reading a cookie never fails."""
    assert read(site, ENVELOPE, TAGGED, ENVELOPE.close(content, 5), 10, 5) is None


def test_a_payload_that_inflates_without_end_is_nothing(site) -> None:
    """A few kilobytes must not become a gigabyte."""
    signed = b"." + base64url.encode(zlib.compress(bytes(50_000_000))) + b".BQ"
    cookie = signed + b"." + ENVELOPE._newest.text(signed)
    assert read(site, ENVELOPE, TAGGED, cookie.decode(), 10, 5) is None
