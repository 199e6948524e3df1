"""The secret keys of an application."""

from typing import Any

from costrel_spec import Application


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


def _key(name: str, key: Any) -> bytes:
    if isinstance(key, str):
        return key.encode()
    if isinstance(key, (bytes, bytearray)):
        return bytes(key)
    raise TypeError(
        f"{name} holds an object of type {type(key).__name__}; a key is a string or bytes:"
        " python -c 'import secrets; print(secrets.token_hex())'"
    )
