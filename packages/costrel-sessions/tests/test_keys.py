"""Tests of the secret keys."""

from secrets import token_bytes, token_hex
from typing import Any

import pytest

from costrel_sessions.keys import secret_keys, weaknesses

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("fallbacks", [None, [], ()])
@pytest.mark.parametrize("key", ["key", b"key", bytearray(b"key")])
def test_one_key_signs_and_verifies(make_site, key: Any, fallbacks: Any) -> None:
    """As text or bytes."""
    assert secret_keys(make_site(SECRET_KEY=key, SECRET_KEY_FALLBACKS=fallbacks)) == (b"key",)


@pytest.mark.parametrize("key", [None, "", b""])
def test_without_a_key_there_are_none(make_site, key: Any) -> None:
    """Older keys alone open no session."""
    assert secret_keys(make_site(SECRET_KEY=key, SECRET_KEY_FALLBACKS=["old"])) == ()


def test_the_newest_key_is_the_last(make_site) -> None:
    """The older ones keep their order, oldest first."""
    site = make_site(SECRET_KEY="c", SECRET_KEY_FALLBACKS=("a", b"b"))
    assert secret_keys(site) == (b"a", b"b", b"c")


def test_empty_fallbacks_are_passed_over(make_site) -> None:
    """Anybody could sign with them."""
    site = make_site(SECRET_KEY="c", SECRET_KEY_FALLBACKS=["", None, b"", "a"])
    assert secret_keys(site) == (b"a", b"c")


@pytest.mark.parametrize("fallbacks", ["old key", b"old key"])
def test_one_string_is_no_list_of_keys(make_site, fallbacks: Any) -> None:
    """Each of its characters would be a key."""
    with pytest.raises(TypeError, match=r"Make it a list: SECRET_KEY_FALLBACKS = \[old_key\]"):
        secret_keys(make_site(SECRET_KEY_FALLBACKS=fallbacks))


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
def test_a_key_of_another_type_is_refused(make_site, name: str) -> None:
    """Its type and place are named, its value is not."""
    value: Any = 12345 if name == "SECRET_KEY" else [12345]
    with pytest.raises(TypeError, match=f"{name} holds an object of type int") as caught:
        secret_keys(make_site(**{name: value}))
    assert "12345" not in str(caught.value)


@pytest.mark.parametrize("key", ["dev", "change me", "a" * 64, "abcabcabcabcabcabc", b"\0" * 32])
@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
def test_a_key_that_is_easy_to_guess_is_reported(make_site, name: str, key: Any) -> None:
    """Old ones too, for they verify; the report names the setting and not the key."""
    settings = {"SECRET_KEY": token_hex(), name: [key] if name.endswith("S") else key}
    (finding,) = weaknesses(make_site(**settings))
    assert finding.startswith(f"A key in {name} is easy to guess: it has {len(key)} characters")
    assert str(key) not in finding.partition("Whoever")[0]


def test_a_missing_key_is_reported(make_site) -> None:
    """With the way to make one."""
    (finding,) = weaknesses(make_site(SECRET_KEY=None))
    assert finding.startswith("SECRET_KEY is not set")
    assert "token_hex" in finding


@pytest.mark.parametrize(
    "key", [token_hex(), token_bytes(16), token_hex(8)], ids=["text", "bytes", "short"]
)
def test_a_random_key_is_fine(make_site, key: Any) -> None:
    """As the message says how to make it."""
    assert list(weaknesses(make_site(SECRET_KEY=key, SECRET_KEY_FALLBACKS=[key, ""]))) == []
