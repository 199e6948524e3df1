"""Tests of tagged JSON."""

import json
from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from costrel_spec.tagged_json import JSONTag, PassDict, TagDateTime, TaggedJSONSerializer, TagTuple

SECONDS = st.integers(-(2**31), 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.binary(max_size=20),
    st.uuids(),
    st.text(max_size=10).map(Markup),
    SECONDS,
)
KEYS = st.one_of(st.text(max_size=5), st.sampled_from([" t", " b", " di", " d__", " x"]))
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=3),
    ),
    max_leaves=8,
)


@given(VALUES)
def test_what_was_written_is_read(value: object) -> None:
    """Every type comes back, also inside others and under keys that look like tags."""
    serializer = TaggedJSONSerializer()
    read = serializer.loads(serializer.dumps(value))
    assert read == value
    assert repr(read) == repr(value)


@given(VALUES)
def test_the_quick_way_tags_as_the_tags_do(value: object) -> None:
    """With the standard tags fewer questions are asked, to the same end."""
    serializer = TaggedJSONSerializer()
    assert serializer.tag_all(value) == serializer.tag(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((1, 2), '{" t":[1,2]}'),
        (b"\xff", '{" b":"/w=="}'),
        (Markup("<b>"), '{" m":"<b>"}'),
        (UUID(int=1), '{" u":"00000000000000000000000000000001"}'),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), '{" d":"Thu, 29 Feb 2024 12:00:00 GMT"}'),
        ({" t": [1]}, '{" di":{" t__":[1]}}'),
        ({" t": 1, "a": (1,)}, '{" t":1,"a":{" t":[1]}}'),
        ([{"a": b""}], '[{"a":{" b":""}}]'),
    ],
)
def test_the_form_on_the_wire(value: object, text: str) -> None:
    """It is a contract with cookies that are out there."""
    assert TaggedJSONSerializer().dumps(value) == text
    assert TaggedJSONSerializer().loads(text) == value


def test_whatever_has_html_is_written_as_markup() -> None:
    """The method's result counts, not the class."""

    class Bold:
        def __html__(self) -> str:
            return "<b>"

    serializer = TaggedJSONSerializer()
    assert serializer.loads(serializer.dumps([Bold()])) == [Markup("<b>")]


class TagOrderedDict(JSONTag):
    """An ordered dict, written as pairs."""

    __slots__ = ()
    key = " od"

    def check(self, value: object) -> bool:
        """Whether it is one."""
        return isinstance(value, OrderedDict)

    def to_json(self, value: OrderedDict[str, object]) -> object:
        """Pairs of key and tagged value."""
        return [[key, self.serializer.tag(content)] for key, content in value.items()]

    def to_python(self, value: list[tuple[str, object]]) -> object:
        """The ordered dict."""
        return OrderedDict(value)


def test_a_tag_of_ones_own_goes_before_the_standard_ones() -> None:
    """At index 0 it is asked before the tag of all dicts."""
    serializer = TaggedJSONSerializer()
    serializer.register(TagOrderedDict, index=0)
    value = {"a": OrderedDict([("y", (1,)), ("x", 2)])}
    text = serializer.dumps(value)
    assert text == '{"a":{" od":[["y",{" t":[1]}],["x",2]]}}'
    assert repr(serializer.loads(text)) == repr(value)


def test_a_tag_without_index_is_asked_last() -> None:
    """Then the tag of all dicts takes the value first."""
    serializer = TaggedJSONSerializer()
    serializer.register(TagOrderedDict)
    assert serializer.dumps(OrderedDict(a=1)) == '{"a":1}'
    assert type(serializer.order[-1]) is TagOrderedDict


def test_a_key_is_taken_once() -> None:
    """Unless the new tag is registered by force."""

    class TagList(TagOrderedDict):
        __slots__ = ()
        key = " t"

    serializer = TaggedJSONSerializer()
    with pytest.raises(KeyError, match=r"Tag ' t' is already registered, by TagTuple\."):
        serializer.register(TagList)
    serializer.register(TagList, force=True)
    assert type(serializer.tags[" t"]) is TagList


def test_a_tag_without_a_key_is_only_walked_through() -> None:
    """It is asked in its turn, and no text can name it."""
    serializer = TaggedJSONSerializer()
    serializer.register(PassDict, index=0)
    assert serializer.dumps({" t": 1}) == '{" t":1}'
    assert "" not in serializer.tags


def test_tags_that_are_exchanged_by_hand_take_effect() -> None:
    """The order is a plain list, and a subclass names other tags."""

    class TagExactTime(TagDateTime):
        __slots__ = ()

        def to_json(self, value: datetime) -> str:
            return value.isoformat()

        def to_python(self, value: str) -> datetime:
            return datetime.fromisoformat(value)

    class ExactSerializer(TaggedJSONSerializer):
        default_tags = [PassDict, TagExactTime]  # as users write it

    moment = datetime(2024, 1, 1, 0, 0, 0, 5, tzinfo=UTC)
    exact = ExactSerializer()
    assert exact.loads(exact.dumps({"a": moment})) == {"a": moment}

    plain = TaggedJSONSerializer()
    plain.order.remove(next(tag for tag in plain.order if type(tag) is TagTuple))
    assert plain.dumps((1,)) == "[1]"


@pytest.mark.parametrize("method", ["check", "to_json", "to_python"])
def test_an_unfinished_tag_says_what_it_lacks(method: str) -> None:
    """Each of the three methods has to be written."""

    class Unfinished(JSONTag):
        __slots__ = ()

    with pytest.raises(NotImplementedError, match=rf"Unfinished must define {method}\(value\)"):
        getattr(Unfinished(TaggedJSONSerializer()), method)(1)


def test_the_application_writes_the_json(site: Any) -> None:
    """Within an application its provider decides, here on sorted keys."""
    with site.app_context():
        assert TaggedJSONSerializer().dumps({"b": 1, "a": 2}) == '{"a":2,"b":1}'
    assert TaggedJSONSerializer().dumps({"b": 1, "a": 2}) == '{"b":1,"a":2}'


def test_deep_nesting_does_not_end_the_process() -> None:
    """It is a RecursionError, which readers of cookies catch."""
    text = "[" * 100_000 + "]" * 100_000
    with pytest.raises((RecursionError, ValueError)):
        TaggedJSONSerializer().loads(text)


def test_a_uuid_is_read_as_such() -> None:
    """An example with a random value, as sessions hold it."""
    value = uuid4()
    text = TaggedJSONSerializer().dumps({"id": value})
    assert json.loads(text) == {"id": {" u": value.hex}}
    assert TaggedJSONSerializer().loads(text) == {"id": value}
