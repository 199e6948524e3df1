"""Cookies that requests carry: what they hold is signed as Flask signs it."""

import flask

from .assembly import KEY

_signer = flask.Flask("signer")
_signer.secret_key = KEY
_serializer = _signer.session_interface.get_signing_serializer(_signer)


def _signed(**content: object) -> str:
    text: str = _serializer.dumps(content)  # type: ignore[union-attr]  # there is a key
    return f"session={text}"


COOKIES = [
    _signed(count=3),
    _signed(count=3, _permanent=True),
    _signed(_flashes=[("info", "before")]),
    f"{_signed(count=3)}x",
    "session=forged",
    _signed(count=3).replace("session=", "s="),
]
"""Headers, good ones and bad ones."""
