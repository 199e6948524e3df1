"""Decorators that may be given a name, and be written with or without parentheses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def named(
    register: Callable[..., Any], name: Function | str | None
) -> Function | Callable[[Function], Function]:
    """What a decorator called with ``name`` returns, where ``register(f, name=...)`` does the work.

    Without parentheses, ``name`` is the function itself.
    """
    if callable(name):
        register(name)
        return name

    def decorate(f: Function) -> Function:
        register(f, name=name)
        return f

    return decorate
