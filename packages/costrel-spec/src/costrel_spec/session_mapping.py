"""What a session is: a mapping that knows whether it was used and changed. The names are Flask's."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, NoReturn


class SessionMixin(MutableMapping[str, Any]):
    """What makes a mapping a session."""

    new = False
    """Whether the session began with this request, where the implementation knows it."""
    modified = True
    """Whether its content changed; True where the implementation can't tell."""
    accessed = False
    """Whether it was touched, so that the answer depends on the cookie; the context notes it."""

    @property
    def permanent(self) -> bool:
        """Whether the session outlives the browser, for PERMANENT_SESSION_LIFETIME."""
        return bool(self.get("_permanent", False))

    @permanent.setter
    def permanent(self, value: bool) -> None:
        self["_permanent"] = bool(value)


class NullSession(dict[str, Any], SessionMixin):
    """An empty session that can be read and refuses every write, saying why.

    :param refusal: makes the error that a write raises.
    """

    modified = False
    accessed = False

    def __init__(self, refusal: Callable[[], Exception] | None = None) -> None:
        super().__init__()
        self._refusal = refusal or no_secret_key

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise self._refusal()

    __setitem__ = __delitem__ = clear = pop = popitem = update = setdefault = __ior__ = _refuse  # pyright: ignore[reportAssignmentType]  # it takes anything


def no_secret_key() -> RuntimeError:
    """The error of a session that can't be written since nothing would sign it."""
    return RuntimeError(
        "The session is unavailable because no secret key was set. Set SECRET_KEY to a long random"
        " value: python -c 'import secrets; print(secrets.token_hex())'"
    )
