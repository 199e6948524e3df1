"""Which functions are async, as ``inspect`` tells it."""

import functools
import inspect
import sys
from functools import partial, partialmethod

import pytest

from costrel_core.synchrony import async_to_sync, ensure_sync

pytestmark = pytest.mark.alone


class Host:
    """Stands for the application: notes what would be waited for."""

    def async_to_sync(self, function):
        return ("waits for", function)


def plain():
    """A function."""


async def waiting():
    """A coroutine function."""


def generator():
    """A generator function."""
    yield


async def stream():
    """An asynchronous generator function, which is no coroutine function."""
    yield


@functools.wraps(waiting)
def wrapper_of_async():
    """Looks like the function that it wraps, and is none."""


@functools.wraps(plain)
async def async_wrapper():
    """The reverse."""


def with_attributes():
    """A function with an attribute of its own."""


with_attributes.public = True


class Callables:
    """Methods and callable objects."""

    async def method(self):
        """A coroutine method."""

    def plain(self):
        """A method."""

    async def __call__(self):
        """Called by its object."""

    part = partialmethod(method)


CASES = [
    plain,
    waiting,
    generator,
    stream,
    wrapper_of_async,
    async_wrapper,
    with_attributes,
    lambda: None,
    partial(plain),
    partial(waiting),
    partial(partial(waiting)),
    Callables().method,
    Callables().plain,
    Callables().part,
    Callables.part,
    Callables(),
    Callables,
    print,
    len,
]
if hasattr(inspect, "markcoroutinefunction"):
    CASES.append(inspect.markcoroutinefunction(lambda: waiting()))


@pytest.mark.parametrize("function", CASES, ids=lambda case: repr(case).partition(" at 0x")[0])
def test_a_function_is_async_if_inspect_says_so(function):
    """Whichever way it is told; any other function comes back as it is."""
    host = Host()
    expected = ("waits for", function) if inspect.iscoroutinefunction(function) else function
    assert ensure_sync(host, function) == expected


def test_a_function_that_is_marked_later_is_async_from_then_on():
    """Nothing is remembered."""
    mark = getattr(inspect, "markcoroutinefunction", None)
    if mark is None:
        pytest.skip("marks came with Python 3.12")

    def function():
        return waiting()

    assert ensure_sync(Host(), function) is function
    mark(function)
    assert ensure_sync(Host(), function) == ("waits for", function)


def test_without_asgiref_an_async_function_says_what_is_missing(monkeypatch):
    """And how it is installed; plain functions need nothing."""
    for name in ("asgiref", "asgiref.sync"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(RuntimeError) as caught:
        async_to_sync(Host(), waiting)
    assert "waiting is an async function, which needs asgiref" in str(caught.value)
    assert "pip install 'costrel-core[async]'" in str(caught.value)
    assert ensure_sync(Host(), plain) is plain
