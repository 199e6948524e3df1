"""The secret keys of an application."""

from collections.abc import Iterator
from typing import Any

from costrel_spec import Application

_MAKE = "python -c 'import secrets; print(secrets.token_hex())'"
_SHORTEST = 16
_VARIED = 8


def secret_keys(app: Application) -> tuple[bytes, ...]:
    """The older keys, which only verify, then the key that signs; nothing without SECRET_KEY.

    An empty key would verify what anybody can sign: among the older ones it is passed over.
    """
    newest = app.secret_key
    if not newest:
        return ()
    signing = newest.encode() if newest.__class__ is str else _key("SECRET_KEY", newest)
    older = app.config["SECRET_KEY_FALLBACKS"]
    if not older:
        return (signing,)
    if isinstance(older, (str, bytes)):
        raise TypeError(
            "SECRET_KEY_FALLBACKS is one string, each character of which would be a key."
            " Make it a list: SECRET_KEY_FALLBACKS = [old_key]"
        )
    return (
        *(_key("SECRET_KEY_FALLBACKS", key) for key in older if key),
        signing,
    )


def weaknesses(app: Application) -> Iterator[str]:
    """What makes the keys easy to find, a sentence each; the keys themselves are not in it."""
    keys = secret_keys(app)
    if not keys:
        yield f"SECRET_KEY is not set, so that no session can be kept. Make a key: {_MAKE}"
        return
    *older, newest = keys
    for name, key in (*(("SECRET_KEY_FALLBACKS", key) for key in older), ("SECRET_KEY", newest)):
        if len(key) < _SHORTEST or len(set(key)) < _VARIED:
            yield (
                f"A key in {name} is easy to guess: it has {len(key)} characters, {len(set(key))} of"
                f" them different. Whoever finds it writes sessions of his own. Make a key: {_MAKE}"
            )


def _key(name: str, key: Any) -> bytes:
    if isinstance(key, str):
        return key.encode()
    if isinstance(key, (bytes, bytearray)):
        return bytes(key)
    raise TypeError(
        f"{name} holds an object of type {type(key).__name__}; a key is a string or bytes: {_MAKE}"
    )
