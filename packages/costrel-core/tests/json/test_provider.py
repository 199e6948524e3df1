"""The default provider writes what Flask's does, and its options may change at any time."""

import dataclasses
import datetime
import decimal
import json
import uuid
from unittest import mock

import flask
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.wrappers import Response

from costrel_core.json.provider import DefaultJSONProvider, substitute


class Owner:
    """What a provider needs of an application."""

    response_class = Response
    debug = False


@pytest.fixture
def owner():
    """An application outside debug mode."""
    return Owner()


@pytest.fixture
def provider(owner):
    """Our provider for it."""
    return DefaultJSONProvider(owner)


@pytest.fixture
def oracle(owner):
    """Flask's provider for the same application."""
    return flask.json.provider.DefaultJSONProvider(owner)


@dataclasses.dataclass
class Point:
    x: int
    y: decimal.Decimal


class Widget:
    """An object that is HTML, and no text."""

    def __html__(self) -> Markup:
        return Markup("<input>")


VALUES = [
    Widget(),
    datetime.date(2024, 2, 29),
    datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
    datetime.datetime(2024, 2, 29, 12, 30),  # noqa: DTZ001
    decimal.Decimal("1.50"),
    uuid.UUID(int=5),
    Point(1, decimal.Decimal(2)),
    Markup("<b>"),
    {"b": [1, None], "a": "é"},
    [],
    "é",
    None,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_are_written_as_by_flask(provider, oracle, value):
    """Dates, decimals, UUIDs, dataclasses and HTML have Flask's form."""
    nested = {"value": [value]}
    assert provider.dumps(value) == oracle.dumps(value)
    assert provider.dumps(nested, indent=1) == oracle.dumps(nested, indent=1)
    assert provider.encode(nested) == oracle.response(nested).get_data()


@pytest.mark.parametrize(
    "value",
    [object(), Point, {1}, 1j, datetime.time(1)],
    ids=lambda value: type(value).__name__,
)
def test_what_json_has_no_word_for_is_a_type_error(provider, value):
    """The error names the type."""
    with pytest.raises(TypeError):
        provider.dumps(value)
    with pytest.raises(TypeError, match="Object of type set is not JSON serializable"):
        substitute({1})


OPTIONS = {
    "ensure_ascii": [True, False],
    "sort_keys": [True, False],
    "compact": [None, True, False],
    "mimetype": ["application/json", "application/vnd.api+json"],
    "default": [substitute, None, repr, lambda obj: {"type": str(type(obj))}],
}


@given(
    st.lists(
        st.one_of([st.tuples(st.just(name), st.sampled_from(v)) for name, v in OPTIONS.items()])
    ),
    st.booleans(),
)
def test_options_take_effect_whenever_they_change(changes, debug):
    """After each change of an option, text and response are what Flask's provider makes."""
    owner = Owner()
    owner.debug = debug
    ours, oracle = DefaultJSONProvider(owner), flask.json.provider.DefaultJSONProvider(owner)
    oracle.default = substitute
    value = {"b": ["é", {"z": 1, "y": uuid.UUID(int=1)}], "a": 1}
    for name, option in changes:
        setattr(ours, name, option)
        setattr(oracle, name, option)
        for write in ("dumps", "response"):
            results = []
            for one in (ours, oracle):
                try:
                    made = getattr(one, write)(value)
                except TypeError as error:
                    made = str(error)
                if isinstance(made, Response):
                    made = (made.get_data(), list(made.headers))
                results.append(made)
            assert results[0] == results[1]
            if write == "response" and isinstance(results[0], tuple):
                assert ours.encode(value) == results[0][0]


def test_an_option_of_the_class_takes_effect():
    """Also for instances that have written before."""

    class Provider(DefaultJSONProvider):
        pass

    owner = Owner()
    provider = Provider(owner)
    assert provider.dumps({"b": 1, "a": 2}) == '{"a": 2, "b": 1}'
    Provider.sort_keys = False
    assert provider.dumps({"b": 1, "a": 2}) == '{"b": 1, "a": 2}'


def test_an_overridden_dumps_writes_responses():
    """By a subclass or an assignment to the instance; with Flask's arguments."""

    class Loud(DefaultJSONProvider):
        def dumps(self, obj, **kwargs):
            return super().dumps(obj, **kwargs).upper()

    assert Loud(Owner()).encode({"a": 1}) == b'{"A":1}\n'
    owner = Owner()
    provider = DefaultJSONProvider(owner)
    provider.dumps = lambda obj, **kwargs: f"{obj} {kwargs}"  # type: ignore[method-assign]
    assert provider.encode(1) == b"1 {'separators': (',', ':')}\n"
    assert provider.response(1).get_data() == provider.encode(1)


def test_an_instance_knows_whether_it_has_methods_of_its_own(provider):
    """Its options are none: answers ask this instead of its dictionary."""
    provider.sort_keys = False
    provider.default = str
    assert not provider.has_own_methods
    with mock.patch.object(provider, "response", provider.response):
        assert provider.has_own_methods
        del provider.default
        assert provider.has_own_methods
    assert not provider.has_own_methods


def test_a_patched_class_writes_responses(provider, monkeypatch):
    """A tracer that wraps the method sees the call."""
    monkeypatch.setattr(DefaultJSONProvider, "dumps", lambda self, obj, **kwargs: "patched")
    assert provider.encode(1) == b"patched\n"


def test_debug_mode_writes_for_people(provider, owner):
    """Unless compact says otherwise."""
    assert provider.encode({"a": 1}) == b'{"a":1}\n'
    owner.debug = True
    assert provider.encode({"a": 1}) == b'{\n  "a": 1\n}\n'
    provider.compact = True
    assert provider.encode({"a": 1}) == b'{"a":1}\n'


@pytest.mark.parametrize(
    ("args", "kwargs", "body"),
    [
        ((), {}, b"null\n"),
        ((1,), {}, b"1\n"),
        ((1, 2), {}, b"[1,2]\n"),
        ((), {"a": 1}, b'{"a":1}\n'),
        ((None,), {}, b"null\n"),
    ],
)
def test_a_response_is_made_of_the_arguments(provider, args, kwargs, body):
    """As jsonify describes them."""
    response = provider.response(*args, **kwargs)
    assert response.get_data() == body
    assert response.mimetype == "application/json"


def test_positional_and_keyword_arguments_exclude_each_other(provider):
    """The error is Flask's."""
    with pytest.raises(TypeError, match="either args or kwargs, not both"):
        provider.response(1, a=2)


def test_text_is_read_with_the_options_of_the_standard_library(provider):
    """loads takes text, bytes and the hooks; malformed text is a ValueError."""
    assert provider.loads(b'{"a": 1}') == provider.loads('{"a": 1}') == {"a": 1}
    assert provider.loads("1.5", parse_float=str) == "1.5"
    for text in ("{", "[" * 100_000, b"\xff"):
        with pytest.raises(ValueError):  # noqa: PT011  # their texts differ
            provider.loads(text)


def test_a_decimal_needs_no_import_of_ours(provider, monkeypatch):
    """Where the module decimal is not loaded there is no decimal, and nothing else breaks."""
    monkeypatch.delitem(__import__("sys").modules, "decimal")
    assert json.loads(provider.dumps(uuid.UUID(int=1))) == str(uuid.UUID(int=1))
    with pytest.raises(TypeError):
        provider.dumps(object())
