"""A record of what is sent."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

import costrel_signals

Sent = list[tuple[str, Any, dict[str, Any]]]


@pytest.fixture
def names() -> list[str]:
    """The names of the ten signals."""
    return [name for name in costrel_signals.__all__ if name != "Namespace"]


@pytest.fixture
def sent(names: list[str]) -> Iterator[Sent]:
    """Whatever is sent by any of the ten signals: name, sender, arguments."""
    record: Sent = []

    def recorder(name: str) -> Callable[..., None]:
        def receive(sender: Any, **arguments: Any) -> None:
            record.append((name, sender, arguments))

        return receive

    with ExitStack() as stack:
        for name in names:
            stack.enter_context(getattr(costrel_signals, name).connected_to(recorder(name)))
        yield record
