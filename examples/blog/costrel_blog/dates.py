"""Dates as people say them."""

from datetime import UTC, datetime, timedelta

from costrel import Costrel


def init_app(app: Costrel) -> None:
    """Let templates write `{{ moment | ago }}`."""
    app.add_template_filter(ago)


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago that was, if not long; the date otherwise."""
    age = (now or datetime.now(UTC)) - moment
    if age < timedelta(minutes=1):
        return "just now"
    if age < timedelta(hours=1):
        return _counted(age // timedelta(minutes=1), "minute")
    if age < timedelta(days=1):
        return _counted(age // timedelta(hours=1), "hour")
    if age < timedelta(days=7):
        return _counted(age.days, "day")
    return f"{moment.day} {moment:%B %Y}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"
