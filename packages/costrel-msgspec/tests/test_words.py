"""What JSON writes for objects that it has no word for."""

import dataclasses
import datetime
import decimal
import enum
import uuid
from typing import Any

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug import http

from costrel_msgspec.words import http_date, substitute

BIRTH = datetime.datetime(1815, 12, 10, 6, 30, tzinfo=datetime.UTC)


@dataclasses.dataclass
class Point:
    x: int
    on: datetime.date


class Widget:
    """An object that is HTML, and no text."""

    def __html__(self) -> Markup:
        return Markup("<input>")


class Colour(enum.Enum):
    RED = "red"


class Count(int):
    """A number of a class of its own, as numpy's are."""


class Ratio(float):
    """The same of a float."""


class Person(msgspec.Struct, rename="camel", omit_defaults=True, tag=True):
    full_name: Any
    born: Any = None
    seen: set[str] = msgspec.field(default_factory=set)


@attrs.define
class Parcel:
    weight: int
    owner: Any = None


zones = st.none() | st.timezones() | st.just(datetime.UTC)


@given(st.dates() | st.datetimes(timezones=zones))
def test_dates_are_written_as_in_http(moment: datetime.date) -> None:
    """As Werkzeug writes them, in every year and zone."""
    try:
        expected = http.http_date(moment)
    except OverflowError:  # the zone leads before the year 1, or after the year 9999
        with pytest.raises(OverflowError):
            http_date(moment)
    else:
        assert http_date(moment) == substitute(moment) == expected


def test_a_subclass_of_datetime_may_spell_itself_otherwise() -> None:
    """Its date counts, not its text."""

    class Moment(datetime.datetime):
        def ctime(self) -> str:
            return "now"

    assert http_date(Moment(2024, 2, 29, 1)) == "Thu, 29 Feb 2024 01:00:00 GMT"


@pytest.mark.parametrize(
    ("obj", "word"),
    [
        (decimal.Decimal("1.50"), "1.50"),
        (uuid.UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (Point(1, BIRTH.date()), {"x": 1, "on": BIRTH.date()}),
        (Widget(), "<input>"),
        (Parcel(3), {"weight": 3, "owner": None}),
        (Person("Ada"), {"type": "Person", "fullName": "Ada"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_object_has_a_word(obj: Any, word: Any) -> None:
    """One that JSON can express, or made of what has a word itself."""
    assert substitute(obj) == word


@pytest.mark.parametrize(
    "obj", [object(), Point, Person, Parcel, {1}, b"a", 1j, Colour.RED, datetime.time(1), iter("")]
)
def test_others_have_none(obj: Any) -> None:
    """Also not the classes of objects that have one."""
    with pytest.raises(TypeError):
        substitute(obj)
    with pytest.raises(TypeError, match="Object of type set is not JSON serializable"):
        substitute({1})


def test_what_a_struct_holds_is_written_as_anywhere() -> None:
    """Dates are left to be written as in HTTP; what msgspec does not know has its word."""
    held = [Widget(), Markup("<b>"), Count(2), Ratio(0.5), uuid.UUID(int=1), Point(1, BIRTH)]
    found = substitute(Person(held, BIRTH))
    assert found["fullName"][:4] == ["<input>", "<b>", 2, 0.5]
    assert [type(one) for one in found["fullName"][:4]] == [str, str, int, float]
    assert found["fullName"][4:] == [str(uuid.UUID(int=1)), {"x": 1, "on": BIRTH}]
    assert found["born"] is BIRTH
    with pytest.raises(TypeError, match="type object is not JSON serializable"):
        substitute(Person(object()))


def test_in_a_struct_the_words_of_msgspec_hold_for_what_json_has_none() -> None:
    """The author of a struct names the types of its fields, and expects them to work."""
    seen = {"fullName": "Ada", "type": "Person", "seen": ["here"]}
    assert substitute(Person("Ada", seen={"here"})) == seen
    values = [b"ab", Colour.RED, datetime.time(1), datetime.timedelta(1)]
    assert substitute(Parcel(1, values))["owner"] == ["YWI=", "red", "01:00:00", "P1D"]
