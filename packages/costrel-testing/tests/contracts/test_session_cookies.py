"""Reading the header ``Set-Cookie``."""

from datetime import UTC, datetime, timedelta

import pytest

from costrel_testing.contracts.session_cookies import attributes, expires

pytestmark = pytest.mark.alone


def test_attributes_are_what_follows_the_value() -> None:
    """As they are written."""
    assert attributes("session=x; HttpOnly; Path=/") == ["HttpOnly", "Path=/"]
    assert attributes("session=") == []


def test_the_end_of_a_cookie_is_a_date_or_an_age() -> None:
    """Or there is none."""
    date = datetime(2024, 2, 29, 12, 30, tzinfo=UTC)
    assert expires("session=x; Expires=Thu, 29 Feb 2024 12:30:00 GMT; Path=/") == date
    end = expires("session=x; Path=/; Max-Age=60; Expires=Thu, 29 Feb 2024 12:30:00 GMT")
    assert end is not None
    assert timedelta(seconds=50) < end - datetime.now(UTC) <= timedelta(seconds=60)
    assert expires("session=x; HttpOnly; Path=/") is None
