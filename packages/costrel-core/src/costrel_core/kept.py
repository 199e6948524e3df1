"""Attributes that are made on first use, of objects whose methods are found fast.

CPython 3.13 finds a method faster as long as its object has slots, and no dictionary yet (PEP 659). What is
made for such an object, or assigned, is therefore in a dictionary in its slot ``_made``, which becomes its
own dictionary as soon as somebody looks at that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Value = TypeVar("_Value")


class _Slots:
    __slots__ = ("__dict__", "__weakref__", "_made")


_own_dictionary: Any = vars(_Slots)["__dict__"]


class Keeper(_Slots):
    """What has attributes that are kept."""

    __slots__ = ()

    _made: dict[str, Any]
    """The values of these attributes, and of all others from the first look at the dictionary on."""

    @property
    def __dict__(self) -> dict[str, Any]:
        """All attributes that are not in slots."""
        kept = kept_by(self)
        own = _own_dictionary.__get__(self)
        if own is not kept:
            kept.update(own)
            _own_dictionary.__set__(self, kept)
        return kept

    @__dict__.setter
    def __dict__(self, attributes: dict[str, Any]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]  # that of the slot
        _own_dictionary.__set__(self, attributes)
        self._made = attributes

    def __getstate__(self) -> Any:
        """What a copy gets: values of its own, not the original's."""
        state: Any = super().__getstate__()  # a pair, since there are slots
        return state[0], {**state[1], "_made": self.__dict__.copy()}

    def drop_dictionary(self) -> None:
        """Do without the dictionary until the next look at it, if all in it is found without it."""
        attributes = self.__dict__
        if self._is_all_kept(attributes):
            _own_dictionary.__delete__(self)
            # Another thread may have come in between.
            if not self._is_all_kept(attributes):
                self.__dict__  # noqa: B018  # looking at it brings it back

    def _is_all_kept(self, attributes: dict[str, Any]) -> bool:
        return all(
            hasattr(getattr(getattr(type(self), name, None), "fget", None), "keeps")
            for name in attributes
        )


def kept_by(holder: Any) -> dict[str, Any]:
    """What ``holder`` keeps, live."""
    try:
        return holder._made  # type: ignore[no-any-return]  # pyright: ignore[reportPrivateUsage]  # our own
    except AttributeError:  # as in a constructor that has not called ours yet
        object.__setattr__(holder, "_made", {})
        return holder._made  # type: ignore[no-any-return]  # pyright: ignore[reportPrivateUsage]  # our own


def kept(method: Callable[[Any], _Value]) -> _Value:
    """A decorator: the method's result is what the attribute is from its first use on.

    To a type checker it is an attribute of that type, which also a Protocol may ask for.
    """
    name = method.__name__

    def read(holder: Any) -> _Value:
        try:
            return holder._made[name]  # type: ignore[no-any-return]  # what was made or assigned
        except (KeyError, AttributeError):
            pass
        # Of two threads that make it, both get what the first one has made.
        value: _Value = kept_by(holder).setdefault(name, method(holder))
        return value

    read.__doc__ = method.__doc__
    return kept_property(name, read)  # type: ignore[no-any-return]  # what an instance reads


def kept_property(name: str, read: Callable[[Any], Any]) -> Any:
    """A property that keeps what is assigned to it where ``read`` finds it: ``_made[name]``.

    It is a property, no subclass of it, whose getter the interpreter calls without a detour.
    """

    def assign(holder: Any, value: Any) -> None:
        kept_by(holder)[name] = value

    def delete(holder: Any) -> None:
        try:
            del holder._made[name]
        except (KeyError, AttributeError):
            raise AttributeError(name, name=name, obj=holder) from None

    read.keeps = name  # type: ignore[attr-defined]  # for those who ask what is kept
    return property(read, assign, delete, read.__doc__)
