"""What the configuration says of sessions."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from costrel_redis.settings import DEFAULTS, Settings

pytestmark = pytest.mark.alone


def settings(**config: Any) -> Settings:
    """The settings of an application that was configured so."""
    app: Any = SimpleNamespace(
        config={"SESSION_REFRESH_EACH_REQUEST": True, **config},
        name="shop",
        permanent_session_lifetime=timedelta(hours=1),
    )
    return Settings.of(app)


def test_there_is_a_default_for_everything() -> None:
    """An application that assigns the interface without the plugin has none of it configured."""
    expected = Settings("session:shop:", "user_id", 3_600_000, 0, refresh=True)
    assert settings() == settings(**DEFAULTS) == expected


@pytest.mark.parametrize(
    ("key", "value", "attribute", "expected"),
    [
        ("SESSION_KEY_PREFIX", "{shop}", "prefix", "{shop}"),
        ("SESSION_USER_KEY", "_user_id", "user_key", "_user_id"),
        ("SESSION_ABSOLUTE_LIFETIME", timedelta(minutes=1), "absolute", 60_000),
        ("SESSION_ABSOLUTE_LIFETIME", 1.5, "absolute", 1500),
        ("SESSION_REFRESH_EACH_REQUEST", False, "refresh", False),
    ],
)
def test_each_key_counts(key: str, value: object, attribute: str, expected: object) -> None:
    """Durations are given as such or in seconds."""
    assert getattr(settings(**{key: value}), attribute) == expected


@pytest.mark.parametrize(
    ("content", "user"),
    [({}, ""), ({"user_id": None}, ""), ({"user_id": 0}, "0"), ({"user_id": "a"}, "a")],
)
def test_a_user_is_known_by_his_text(content: dict[str, Any], user: str) -> None:
    """Nobody is an empty text; the number 0 is somebody."""
    assert settings().user_of(content) == user
