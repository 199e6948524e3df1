"""Flashed messages."""

from typing import Any, assert_type

from markupsafe import Markup

from costrel import flash, get_flashed_messages


def show(with_categories: bool) -> None:
    """Every form in which messages are asked for."""
    flash("Saved.")
    flash(Markup("<b>Saved.</b>"), "notice")
    flash({"id": 1}, category="json")
    assert_type(get_flashed_messages(), list[Any])
    assert_type(get_flashed_messages(with_categories=True), list[tuple[str, Any]])
    assert_type(get_flashed_messages(with_categories), list[Any])
    assert_type(get_flashed_messages(category_filter=["notice"]), list[Any])
    for category, message in get_flashed_messages(True, ("notice", "error")):
        assert_type(category, str)
        print(message)
