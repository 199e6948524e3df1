"""Which objects msgspec and the standard library write alike."""

import dataclasses
import datetime
import decimal
import enum
import json
import sys
import uuid
from collections import OrderedDict, namedtuple
from typing import Any

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from costrel_msgspec.kinds import told_alike


class Level(enum.IntEnum):
    HIGH = 3


class Name(str, enum.Enum):  # noqa: UP042  # as before Python 3.11
    ADA = "Ada"


class Kept(enum.StrEnum):
    ADA = "Ada"


class Odd(str, enum.Enum):  # noqa: UP042  # the same
    """Text whose members have other values."""

    ONE = "one"

    def __new__(cls, text: str) -> Any:
        self = str.__new__(cls, text)
        self._value_ = text.upper()
        return self


class OddNumber(int, enum.Enum):
    """The same of a number."""

    ONE = 1

    def __new__(cls, number: int) -> Any:
        self = int.__new__(cls, number)
        self._value_ = number + 1
        return self


class Right(enum.IntFlag):
    READ = 1


class Colour(enum.Enum):
    RED = "red"


class Half(float, enum.Enum):
    HALF = 0.5


@dataclasses.dataclass
class Point:
    x: Any
    y: Any = 0


@dataclasses.dataclass
class Plain:
    """An object whose field is only its class's at first."""

    x: int = dataclasses.field(default=1, init=False)


@dataclasses.dataclass(slots=True)
class Slotted:
    x: Any
    _y: Any = 2


@dataclasses.dataclass
class Titled(dict[str, Any]):
    """An object with fields, which JSON writes as the dict that it is."""

    title: str = ""


@dataclasses.dataclass
class Shown:
    """An object with fields and HTML: the fields count."""

    x: int

    def __html__(self) -> str:
        return "<i>"


class Person(msgspec.Struct):
    name: Any
    age: Any = 1


class Card(msgspec.Struct):
    """A struct that is HTML."""

    name: str

    def __html__(self) -> str:
        return "<i>"


@attrs.define
class Parcel:
    weight: Any


class Empty(msgspec.Struct):
    pass


class Own(dict[str, Any]):
    pass


Pair = namedtuple("Pair", "a b")

LEAVES: list[Any] = [
    *(None, True, 1, 10**30, "a", 0.0, -0.0, 0.5, -1e-4, 1e-4, 9999999999999998.0, -1e15),
]
RECORDS: list[Any] = [
    *(decimal.Decimal("1.5"), uuid.UUID(int=1), Level.HIGH, Name.ADA, Kept.ADA, Shown(1)),
    *(
        Point(1),
        Point({"a": Point([2])}),
        Slotted(1),
        Person("Ada"),
        Parcel(Person(Point(1))),
        Empty(),
    ),
    {"a": [Person("Ada"), Point(1, 0.5), uuid.UUID(int=1), (), {}]},
]
UNLIKE: list[Any] = [
    *(float("nan"), float("inf"), 1e16, -1e16, 1e-5, 5e-324, Odd.ONE, OddNumber.ONE, Right.READ),
    *(Colour.RED, Half.HALF, datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1)),  # noqa: DTZ001
    *(datetime.time(1), datetime.timedelta(1), b"a", {1}, frozenset(), Markup("<b>"), object()),
    *(MultiDict({"a": "1"}), Own(), OrderedDict(), Pair(1, 2), Titled(), Card("a"), Point, Person),
    *(Person(1e300), Point(float("nan")), Parcel(datetime.date(2024, 1, 1)), msgspec.UNSET, ...),
]


@pytest.mark.parametrize("obj", LEAVES, ids=repr)
@pytest.mark.parametrize("records", [True, False])
def test_what_is_built_in_is_alike(obj: Any, records: bool) -> None:
    """Wherever it stands."""
    for whole in (obj, [obj], {"a": [{"b": (obj, 1.5, None)}]}):
        assert told_alike(whole, records)
        assert msgspec.json.encode(whole).decode() == json.dumps(whole, separators=(",", ":"))


@pytest.mark.parametrize("obj", RECORDS, ids=repr)
def test_records_are_alike_where_they_count(obj: Any) -> None:
    """Objects of classes with fields, and others that have one form."""
    for whole in (obj, [obj], {"a": [{"b": (obj, 1.5, obj)}]}):
        assert told_alike(whole, records=True)
        assert not told_alike(whole, records=False)


@pytest.mark.parametrize("obj", UNLIKE)
@pytest.mark.parametrize("records", [True, False])
def test_nothing_else_is(obj: Any, records: bool) -> None:
    """However deep it stands, and in whatever company."""
    for whole in (obj, [obj], {"a": [{"b": (1.5, obj, None)}]}, [{}, [], obj, "a"]):
        assert not told_alike(whole, records)


def test_a_missing_field_is_an_error() -> None:
    """For msgspec would leave it out: an object is not written in part."""
    point, plain, slotted = Point(1), Plain(), Slotted(1)
    del point.x, slotted.x
    with pytest.raises(KeyError, match="x"):
        told_alike([Point(1), point], records=True)
    with pytest.raises(KeyError, match="x"):
        told_alike(plain, records=True)
    with pytest.raises(AttributeError, match="x"):
        told_alike([slotted], records=True)


@given(st.floats())
def test_floats_that_are_alike_have_the_same_digits(number: float) -> None:
    """As many as it takes to tell the number from its neighbours."""
    if told_alike(number, records=False):
        assert msgspec.json.encode(number).decode() == json.dumps(number)
    else:
        assert "e" in repr(number) or number - number != 0


def test_looking_takes_no_frame_for_a_level() -> None:
    """An object that is nested as deeply as can be written is looked through."""
    deep: list[Any] = []
    for _ in range(sys.getrecursionlimit() * 2):
        deep = [deep]
    assert told_alike(deep, records=True)
