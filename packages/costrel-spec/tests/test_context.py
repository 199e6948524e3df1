"""The current context."""

import contextvars
import threading
from typing import Any, cast

import pytest

from costrel_spec import current

pytestmark = pytest.mark.alone


def test_outside_of_everything_nothing_is_current() -> None:
    """The pair is there all the same, and always the same one."""
    assert current.get() == (None, None)
    assert current.get() is current.get()


def test_each_thread_has_its_own_pair() -> None:
    """What is current in one is not current in another."""
    mine = cast(Any, (object(), None))
    seen: list[Any] = []

    def enter() -> None:
        current.set(mine)
        thread = threading.Thread(target=lambda: seen.append(current.get()))
        thread.start()
        thread.join()
        seen.append(current.get())

    contextvars.copy_context().run(enter)
    assert seen == [(None, None), mine]
    assert current.get() == (None, None)
