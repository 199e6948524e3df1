"""Tagged JSON is Flask's: both write the same text and read the same values from it."""

import json
from collections import OrderedDict, namedtuple
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

import pytest
from flask.json.tag import TaggedJSONSerializer as Flasks
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from costrel_spec.tagged_json import TaggedJSONSerializer as Ours

Pair = namedtuple("Pair", "left right")


class Colour(IntEnum):
    """A subclass of int."""

    RED = 1


class Text(str):
    """A subclass of str."""

    __slots__ = ()


@dataclass
class Point:
    """What JSON itself knows nothing of."""

    x: int
    key: UUID


MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1))  # noqa: DTZ001  # naive ones too
ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.binary(max_size=20),
    st.uuids(),
    st.text(max_size=10).map(Markup),
    st.text(max_size=10).map(Text),
    MOMENTS,
    MOMENTS.map(lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=5)))),
    st.just(Colour.RED),
    st.just(date(2024, 2, 29)),
    st.just(Decimal("1.5")),
    st.just(Point(1, UUID(int=2))),
)
KEYS = st.one_of(
    st.text(max_size=5), st.sampled_from([" t", " b", " u", " d", " m", " di", " d__"])
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.tuples(inner, inner).map(lambda items: Pair(*items)),
        st.dictionaries(KEYS, inner, max_size=3),
        st.dictionaries(KEYS, inner, max_size=3).map(OrderedDict),
    ),
    max_leaves=10,
)
WIRE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=2)),
    max_leaves=8,
)


def outcome(function: Any, argument: Any) -> Any:
    """What a call returns, so that it can be compared, or that it failed."""
    try:
        return repr(function(argument))
    except Exception:  # whatever it is, both must do it
        return "failed"


@given(VALUES)
def test_both_write_the_same_text(value: object) -> None:
    """Whatever the value, subclasses and values that are refused included."""
    assert outcome(Ours().dumps, value) == outcome(Flasks().dumps, value)


@given(VALUES)
def test_both_read_the_same_value(value: object) -> None:
    """From each other's text."""
    text = Flasks().dumps(value)
    assert repr(Ours().loads(text)) == repr(Flasks().loads(text))


@given(WIRE)
def test_both_read_the_same_from_any_text(value: object) -> None:
    """Also where tags hold what they never hold; then both fail alike."""
    text = json.dumps(value)
    assert outcome(Ours().loads, text) == outcome(Flasks().loads, text)


def test_both_take_the_same_tags_of_ones_own() -> None:
    """A tag written for Flask works, with the same index."""
    from flask.json.tag import JSONTag

    class TagOrderedDict(JSONTag):
        __slots__ = ()
        key = " od"

        def check(self, value: Any) -> bool:
            return isinstance(value, OrderedDict)

        def to_json(self, value: Any) -> Any:
            return [[key, self.serializer.tag(content)] for key, content in value.items()]

        def to_python(self, value: Any) -> Any:
            return OrderedDict(value)

    ours: Any = Ours()
    flasks = Flasks()
    for serializer in (ours, flasks):
        serializer.register(TagOrderedDict, index=0)
        with pytest.raises(KeyError):
            serializer.register(TagOrderedDict)
    value = {"a": OrderedDict(b=(1, datetime(2024, 1, 1, tzinfo=UTC)))}
    assert ours.dumps(value) == flasks.dumps(value)
    assert repr(ours.loads(flasks.dumps(value))) == repr(value)
