"""Decorators that may be given a name, and be written with or without parentheses."""

from typing import Any

import pytest

from costrel_core.naming import named

pytestmark = pytest.mark.alone


def test_a_function_is_registered_under_the_name_that_was_given() -> None:
    """Without one, under whatever the registering function makes of none."""
    registered: list[Any] = []

    def register(f: Any, name: str | None = None) -> None:
        registered.append((f, name))

    assert named(register, "size")(len) is len  # type: ignore[arg-type]  # any function
    assert named(register, None)(abs) is abs  # type: ignore[arg-type]  # any function
    assert registered == [(len, "size"), (abs, None)]


def test_without_parentheses_the_function_itself_comes_back() -> None:
    """It is registered at once."""
    registered: list[Any] = []
    assert named(lambda f: registered.append(f), len) is len
    assert registered == [len]
