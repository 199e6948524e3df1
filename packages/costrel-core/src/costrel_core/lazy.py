"""Attributes that are made on first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def lazy(method: Callable[[Any], _Value]) -> _Value:
    """A decorator: the method's result becomes an instance attribute on first use.

    To a type checker it is an attribute of that type, which also a Protocol may ask for.
    """
    attribute: Any = LazyAttribute(method)
    return attribute  # type: ignore[no-any-return]  # what an instance reads


class LazyAttribute:
    """What ``lazy`` leaves in the class.

    It defines no ``__set__``, so that from then on, or after an assignment, reading costs what reading
    any attribute costs. It stores with ``setattr``, since touching ``__dict__`` would make the
    interpreter build the dictionary.
    """

    def __init__(self, method: Callable[[Any], Any]) -> None:
        self.method = method
        self.name = method.__name__
        self.__doc__ = method.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = self.method(instance)
        setattr(instance, self.name, value)
        return value


def share_keys(kind: type[object], *names: str) -> None:
    """Let instances of ``kind`` have its lazy attributes without a dictionary of their own.

    The interpreter keeps attributes in the object itself (PEP 412) where one of the first thirty instances
    had them too. Here these are not at the mercy of what a program's first thirty requests asked for.

    :param names: other attributes, likewise; of more than thirty in all, some have no place.
    """
    instance = object.__new__(kind)
    lazies = [name for name, value in vars(kind).items() if isinstance(value, LazyAttribute)]
    for name in (*names, *lazies):
        vars(instance)[name] = None
