"""A promise of a contract: one sentence, and one test that says what was seen where it is broken."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from typing import Any


class BrokenPromise(AssertionError):
    """An implementation does not do what its contract says.

    :param seen: what it does instead.
    """

    def __init__(self, seen: str, promise: str = "") -> None:
        super().__init__(f"{promise}\nSeen: {seen}" if promise else seen)
        self.seen = seen


def sentence(test: Callable[..., Any]) -> str:
    """The promise that a test keeps watch over: the first line of its docstring, else its name."""
    text = (test.__doc__ or "").strip().partition("\n")[0]
    return text or test.__name__.removeprefix("test_").replace("_", " ")


def promised(test: Callable[..., None]) -> Callable[..., None]:
    """The test, which tells of every failure as a broken promise."""

    @wraps(test)
    def watched(contract: Any, *args: Any, **kwargs: Any) -> None:
        try:
            test(contract, *args, **kwargs)
        except Exception as error:
            seen = str(error) if isinstance(error, AssertionError) else _raised(error)
            promise = f"{contract.subject()} breaks a promise: {sentence(test)}"
            raise BrokenPromise(seen, promise) from error

    return watched


def _raised(error: Exception) -> str:
    return f"{type(error).__name__} was raised: {error}"


def expect(kept: object, seen: str) -> None:
    """Raise what was seen, unless the promise is kept."""
    __tracebackhide__ = True
    if not kept:
        raise BrokenPromise(seen)


def expect_equal(what: str, actual: object, expected: object) -> None:
    """Raise unless the two are equal.

    :param what: the expression, or what else the actual value is, as the message shows it.
    """
    __tracebackhide__ = True
    expect(actual == expected, f"{what} is {actual!r} and should be {expected!r}.")


@contextmanager
def expect_raised(what: str, *kinds: type[Exception]) -> Generator[None, None, None]:
    """Raise unless the block raises an exception of one of these kinds."""
    names = " or ".join(kind.__name__ for kind in kinds)
    try:
        yield
    except kinds:
        return
    except Exception as error:
        raise BrokenPromise(f"{what} should raise {names}; {_raised(error)}") from error
    raise BrokenPromise(f"{what} should raise {names} and raised nothing.")
