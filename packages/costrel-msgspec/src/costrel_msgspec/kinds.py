"""The kinds of objects of which msgspec and the standard library write the same.

An object is looked through level by level: its members, their members, and so on. Each step is one
call for a whole level, so that looking takes less time than msgspec saves.
"""

from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, Flag
from gc import get_referents
from operator import attrgetter, itemgetter
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
    :raises AttributeError: an object lacks one of its fields; KeyError: its class may have it.
    """
    level: list[Any] | None = get_referents(obj) if type(obj) in _CONTAINERS else [obj]
    while level:
        if _are_alike(map(type, level)):
            level = get_referents(*level)
        else:
            level = _members_of_all(level, {*map(type, level)}, records)
    return level is not None


def _members_of_all(level: list[Any], kinds: set[type[Any]], records: bool) -> list[Any] | None:
    """The next level; None where something in this one may be written otherwise."""
    others = kinds - _ALIKE_IN_DIGITS
    fields = {kind: _fields(kind) for kind in others}
    if (others and not records) or None in fields.values():
        return None
    if float in kinds and not _have_digits_only(level):
        return None
    if not others:
        return get_referents(*level)
    found: list[Any] = get_referents(*(one for one in level if type(one) in _CONTAINERS))
    for kind, names in fields.items():
        objects: list[Any] = [one for one in level if type(one) is kind]
        getter: Any = attrgetter
        if kind.__dictoffset__ and is_dataclass(kind):
            # msgspec leaves out what the class has and the object has not, such as a default.
            objects, getter = [*map(vars, objects)], itemgetter
        for name in names or ():
            found += map(getter(name), objects)
    return found


def _have_digits_only(level: list[Any]) -> bool:
    """Whether no float is written with an exponent, which looks otherwise, or is not finite."""
    others = [one for one in level if type(one) is float and not 1e-4 <= one < 1e16]
    return all(one == 0 or -1e16 < one <= -1e-4 for one in others)


def _fields(kind: type[Any]) -> list[str] | None:
    """What is written of objects of that kind; None where msgspec may write them otherwise."""
    if kind in _TEXTS:
        return []
    if issubclass(kind, Enum):
        return [] if _is_named_builtin(kind) else None
    if issubclass(kind, _FIRST):
        return None
    if is_dataclass(kind):
        return [field.name for field in fields_of(kind)]
    if hasattr(kind, "__html__"):
        return None
    if issubclass(kind, Struct):
        return [*kind.__struct_fields__]
    if hasattr(kind, "__attrs_attrs__"):
        return [field.name for field in kind.__attrs_attrs__]
    return None


def _is_named_builtin(kind: type[Enum]) -> bool:
    """Whether the members are numbers or strings, and equal to their values."""
    if issubclass(kind, Flag):
        return False
    if issubclass(kind, int):
        return all(type(one.value) is int and int(one) == one.value for one in kind)
    return issubclass(kind, str) and all(
        type(one.value) is str and str.__str__(one) == one.value for one in kind
    )
