"""What the configuration says of these sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Self

from costrel_spec import Application

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "SESSION_REDIS": "redis://127.0.0.1:6379/0",
        "SESSION_KEY_PREFIX": None,
        "SESSION_USER_KEY": "user_id",
        "SESSION_ABSOLUTE_LIFETIME": None,
    }
)
"""The keys that these sessions read, and Flask does not have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is needed to read or store a session; times are in milliseconds.

    :param prefix: what the names of all keys in Redis begin with.
    :param user_key: under what a session holds the user that it belongs to.
    :param lifetime: after how long an unused session ends.
    :param absolute: after how long any session ends; 0 for never.
    :param refresh: whether reading a session counts as use.
    """

    prefix: str
    user_key: str
    lifetime: int
    absolute: int
    refresh: bool

    @classmethod
    def of(cls, app: Application) -> Self:
        """The settings of an application, as its configuration is now."""
        # Someone may assign the interface without the plugin, which has the defaults.
        config = {**DEFAULTS, **app.config}
        return cls(
            prefix=config["SESSION_KEY_PREFIX"] or f"session:{app.name}:",
            user_key=config["SESSION_USER_KEY"],
            lifetime=_milliseconds(app.permanent_session_lifetime),
            absolute=_milliseconds(config["SESSION_ABSOLUTE_LIFETIME"] or 0),
            refresh=bool(config["SESSION_REFRESH_EACH_REQUEST"]),
        )

    def user_of(self, content: Mapping[str, Any]) -> str:
        """The user that a session with this content belongs to; empty for none."""
        user = content.get(self.user_key)
        return "" if user is None else str(user)


def _milliseconds(time: timedelta | float) -> int:
    """A duration, given as such or in seconds."""
    seconds = time.total_seconds() if isinstance(time, timedelta) else float(time)
    return int(1000 * seconds)
