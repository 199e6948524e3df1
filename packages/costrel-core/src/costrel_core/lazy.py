"""Attributes that are made on first use."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

_Value = TypeVar("_Value")


class lazy(Generic[_Value]):  # noqa: N801  # used as a decorator, like property
    """A decorator: the method's result becomes an instance attribute on first use.

    It defines no ``__set__``, so that from then on, or after an assignment, reading costs what reading
    any attribute costs. It stores with ``setattr``, since touching ``__dict__`` would make the
    interpreter build the dictionary.
    """

    def __init__(self, method: Callable[[Any], _Value]) -> None:
        self.method = method
        self.name = method.__name__
        self.__doc__ = method.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> "lazy[_Value]": ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> _Value: ...
    def __get__(self, instance: object, owner: type | None = None) -> "lazy[_Value] | _Value":
        if instance is None:
            return self
        value = self.method(instance)
        setattr(instance, self.name, value)
        return value
