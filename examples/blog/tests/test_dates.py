"""Dates as people say them."""

from datetime import UTC, datetime, timedelta

import pytest

from costrel_blog.dates import ago

NOW = datetime(2024, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400, "1 day ago"),
        (604_799, "6 days ago"),
        (604_800, "8 March 2024"),
        (31_622_400, "15 March 2023"),
    ],
)
def test_the_older_the_coarser(seconds: int, said: str) -> None:
    """Each unit is used up to the next one; after a week it is a date."""
    assert ago(NOW - timedelta(seconds=seconds), NOW) == said


def test_it_is_told_from_now() -> None:
    """Unless another moment is given."""
    assert ago(datetime.now(UTC) - timedelta(hours=2, seconds=5)) == "2 hours ago"
