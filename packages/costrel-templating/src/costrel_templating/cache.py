"""The templates that an environment has loaded."""

from contextlib import suppress
from typing import Any


class TemplateCache(dict[Any, Any]):
    """Templates by loader and name; those that came first make room.

    Jinja's own cache looks for a template among all others whenever it is used, in order to know
    which one was used last, under a lock. Here, finding one costs what a dictionary costs, and one
    that had to go although it is used comes back as the newest.

    :param capacity: how many are kept.
    """

    def __init__(self, capacity: int) -> None:
        super().__init__()
        # Jinja makes the cache of an overlay with it.
        self.capacity = capacity

    def __setitem__(self, key: Any, template: Any) -> None:
        self.pop(key, None)
        while len(self) >= self.capacity:
            # Another thread may change it meanwhile.
            with suppress(RuntimeError, StopIteration):
                self.pop(next(iter(self)), None)
        super().__setitem__(key, template)
