"""The kinds of objects of which msgspec and the standard library write the same.

An object is looked through level by level: its members, their members, and so on. Each step is one
call for a whole level, so that looking takes less time than msgspec saves.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, Flag
from gc import get_referents
from itertools import chain
from operator import attrgetter
from types import NoneType
from typing import Any
from uuid import UUID

from msgspec import Struct

_CONTAINERS = frozenset({dict, list, tuple})
_ALIKE = _CONTAINERS | {str, int, bool, NoneType}
_ALIKE_IN_DIGITS = _ALIKE | {float}
_TEXTS = frozenset({Decimal, UUID})
# What the standard library asks for before it asks whether an object has fields.
_FIRST = (str, int, float, list, tuple, dict, date, Decimal, UUID)

_are_alike = _ALIKE.issuperset


def told_alike(obj: Any, records: bool) -> bool:
    """Whether the standard library writes what msgspec has written of ``obj``.

    :param records: whether objects of other than the built-in classes may occur.
    :raises AttributeError: an object lacks one of its fields.
    """
    level: list[Any] | None = get_referents(obj) if type(obj) in _CONTAINERS else [obj]
    while level:
        if _are_alike(map(type, level)):
            level = get_referents(*level)
            continue
        kinds = {*map(type, level)}
        if float in kinds and not _have_digits_only(level):
            return False
        if kinds <= _ALIKE_IN_DIGITS:
            level = get_referents(*level)
        else:
            level = _members_of_all(level, kinds) if records else None
    return level is not None


def _have_digits_only(level: list[Any]) -> bool:
    """Whether no float is written with an exponent, which looks otherwise, or is not finite."""
    others = [one for one in level if type(one) is float and not 1e-4 <= one < 1e16]
    return all(one == 0 or -1e16 < one <= -1e-4 for one in others)


def _members_of_all(level: list[Any], kinds: set[type[Any]]) -> list[Any] | None:
    """The next level; None where something in this one may be written otherwise."""
    found: list[Any] = get_referents(*(one for one in level if type(one) in _CONTAINERS))
    for kind in kinds - _ALIKE_IN_DIGITS - _TEXTS:
        members = _members(kind, [one for one in level if type(one) is kind])
        if members is None:
            return None
        found += chain.from_iterable(members)
    return found


def _members(kind: type[Any], objects: list[Any]) -> list[list[Any]] | None:
    """The values of each field of the objects; None where the kind may be written otherwise."""
    if issubclass(kind, Enum):
        return [] if _is_named_builtin(kind) else None
    if issubclass(kind, _FIRST):
        return None
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
    elif hasattr(kind, "__html__"):
        return None
    elif issubclass(kind, Struct):
        names = [*kind.__struct_fields__]
    elif hasattr(kind, "__attrs_attrs__"):
        names = [field.name for field in kind.__attrs_attrs__]
    else:
        return None
    return [[*map(attrgetter(name), objects)] for name in names]


def _is_named_builtin(kind: type[Enum]) -> bool:
    """Whether the members are numbers or strings, and equal to their values."""
    if issubclass(kind, Flag):
        return False
    if issubclass(kind, int):
        return all(type(one.value) is int and int(one) == one.value for one in kind)
    return issubclass(kind, str) and all(
        type(one.value) is str and str.__str__(one) == one.value for one in kind
    )
