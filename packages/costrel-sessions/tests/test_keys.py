"""Tests of the secret keys."""

from typing import Any

import pytest

from costrel_sessions.keys import secret_keys

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
