"""The cache of templates is bounded."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from costrel_templating.cache import TemplateCache


def test_the_first_ones_make_room() -> None:
    """For as many as are kept; one that is stored again is new."""
    cache = TemplateCache(2)
    cache["a"], cache["b"] = 1, 2
    cache["a"] = 3
    cache["c"] = 4
    assert cache == {"a": 3, "c": 4}


def test_threads_may_fill_it_at_once() -> None:
    """Nothing is raised, and the bound holds but for those that are just being stored."""
    cache = TemplateCache(3)

    def fill(start: int) -> None:
        for number in range(300):
            cache[start + number] = number

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(fill, range(0, 4000, 1000)))
    assert 3 <= len(cache) <= 7


def test_a_change_at_the_same_time_is_no_failure() -> None:
    """Another thread emptied it between two steps."""

    class Emptied(TemplateCache):
        def __iter__(self) -> Iterator[Any]:
            self.clear()
            return super().__iter__()

    cache = Emptied(1)
    cache["a"] = 1
    cache["b"] = 2
    assert dict(cache.items()) == {"b": 2}
