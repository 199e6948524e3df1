"""As much of an application as reads and writes JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

from costrel_spec import current

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


class SortedJSON:
    """JSON by the standard library, with sorted keys."""

    def dumps(self, value: Any, **options: Any) -> str:
        """``value`` as text."""
        return json.dumps(value, sort_keys=True, **options)

    def loads(self, text: str) -> Any:
        """The object that ``text`` describes."""
        return json.loads(text)


class Site:
    """An application with a JSON provider."""

    def __init__(self) -> None:
        self.json: Any = SortedJSON()

    @contextmanager
    def app_context(self) -> Iterator[None]:
        """Make this application the current one."""
        part: Any = SimpleNamespace(app=self)
        token = current.set((part, None))
        try:
            yield
        finally:
            current.reset(token)


@pytest.fixture
def site() -> Site:
    """An application with a JSON provider."""
    return Site()
