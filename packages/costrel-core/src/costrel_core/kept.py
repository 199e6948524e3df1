"""Attributes that are made on first use and kept outside of the instance's dictionary.

CPython 3.13 finds a method faster as long as its object has slots, and no dictionary yet (PEP 659). What an
application makes or is given for such an attribute is therefore in a dict in its slot ``_made``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def kept(method: Callable[[Any], _Value]) -> _Value:
    """A decorator: the method's result is what the attribute is from its first use on.

    To a type checker it is an attribute of that type, which also a Protocol may ask for.
    """
    name = method.__name__

    def read(instance: Any) -> _Value:
        try:
            return instance._made[name]  # type: ignore[no-any-return]  # what was made or assigned
        except KeyError:
            pass
        value = instance._made[name] = method(instance)
        return value

    read.__doc__ = method.__doc__
    return kept_property(name, read)  # type: ignore[no-any-return]  # what an instance reads


def made(holder: Any, name: str, default: Any = None) -> Any:
    """What ``holder`` has for a kept attribute so far, without making it; else the default."""
    return holder._made.get(name, default)  # pyright: ignore[reportPrivateUsage]  # our own


def kept_property(name: str, read: Callable[[Any], Any]) -> Any:
    """A property that keeps what is assigned to it where ``read`` finds it: ``_made[name]``.

    Deleting it undoes the last assignment, as it does with an attribute that hides another; with
    nothing to undo, the attribute is made anew. It is a property, no subclass of it, whose getter the
    interpreter calls without a detour.
    """

    def assign(instance: Any, value: Any) -> None:
        made, hidden = instance._made, instance._hidden.setdefault(name, [])
        if hidden and hidden[-1] is value:
            hidden.pop()  # it is put back
        elif name in made:
            hidden.append(made[name])
        made[name] = value

    def undo(instance: Any) -> None:
        made, hidden = instance._made, instance._hidden.get(name)
        if name not in made:
            raise AttributeError(name, name=name, obj=instance)
        if hidden:
            made[name] = hidden.pop()
        else:
            del made[name]

    return property(read, assign, undo, read.__doc__)
