"""What the cookie of a session holds, and the id that is made of it.

The cookie holds 256 random bits, and ``.p`` behind them where the session is permanent. It is not signed:
nobody guesses it, and whoever has it has the session, signed or not. Redis knows only its hash, which is
the id: so neither a copy of the database nor a list of sessions lets anybody in.
"""

import re
from hashlib import sha256
from secrets import token_urlsafe

_COOKIE = re.compile(r"([A-Za-z0-9_-]{43})(\.p)?", re.ASCII)
_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)


def make_token() -> str:
    """A new token."""
    return token_urlsafe(32)


def id_of(token: str) -> str:
    """The id of the session whose cookie holds ``token``."""
    return sha256(token.encode("ascii")).hexdigest()


def is_id(text: object) -> bool:
    """Whether ``text`` has the form of an id."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def write_cookie(token: str, *, permanent: bool) -> str:
    """The text of a cookie."""
    return f"{token}.p" if permanent else token


def read_cookie(text: str | None) -> tuple[str | None, bool]:
    """The token, None where there is none of the right form; whether the session is permanent.

    Whoever marks a cookie as permanent has it looked up with each request, and no more.
    """
    match = _COOKIE.fullmatch(text or "")
    return (match[1], match[2] is not None) if match else (None, False)
