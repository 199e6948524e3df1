"""Converters: what the numbers of a path may look like."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import routing as werkzeug
from werkzeug.exceptions import NotFound

from costrel_core.router import FloatConverter, IntegerConverter, Map, Rule
from costrel_core.router.converters import CONVERTERS, DIGITS


@pytest.fixture
def numbers() -> werkzeug.MapAdapter:
    """A map of number rules, bound."""
    rules = [
        Rule("/int/<int:n>", endpoint="int"),
        Rule("/signed/<int(signed=True):n>", endpoint="signed"),
        Rule("/float/<float:n>", endpoint="float"),
        Rule("/uuid/<uuid:n>", endpoint="uuid"),
    ]
    return Map(rules).bind("localhost")


@pytest.mark.parametrize(
    ("path", "value"),
    [("/int/007", 7), ("/signed/-5", -5), ("/float/1.50", 1.5), ("/int/" + "9" * DIGITS, None)],
)
def test_ascii_digits_become_numbers(
    numbers: werkzeug.MapAdapter, path: str, value: float | None
) -> None:
    """Numbers of up to the promised number of digits are converted."""
    expected = 10**DIGITS - 1 if value is None else value
    assert numbers.match(path)[1] == {"n": expected}


@given(digit=st.characters(categories=["Nd"]).filter(lambda one: not one.isascii()))
def test_digits_of_other_scripts_are_not_found(digit: str) -> None:
    """A rule with a number answers 404 where a digit is not an ASCII digit."""
    adapter = Map([Rule("/<int:n>", endpoint="i"), Rule("/<float:n>", endpoint="f")]).bind("x")
    for path in (f"/{digit}", f"/1{digit}", f"/1.{digit}", f"/{digit}.1"):
        with pytest.raises(NotFound):
            adapter.match(path)


@pytest.mark.parametrize("kind", ["int", "float"])
@pytest.mark.parametrize("digits", [DIGITS + 1, 5000, 100_000])
def test_too_many_digits_are_not_found(
    numbers: werkzeug.MapAdapter, kind: str, digits: int
) -> None:
    """A number that is longer than promised is a 404, never an error of the conversion."""
    number = "9" * digits
    with pytest.raises(NotFound):
        numbers.match(f"/{kind}/{number}" if kind == "int" else f"/{kind}/{number}.0")


def test_no_number_reaches_the_limits_of_python() -> None:
    """The longest number is finite as a float, and short enough for the lowest limit on digits."""
    assert float("9" * DIGITS) < float("inf")
    assert sys.int_info.str_digits_check_threshold > DIGITS


def test_uuids_are_ascii() -> None:
    """Werkzeug's own converter already refuses digits of other scripts."""
    adapter = Map([Rule("/<uuid:n>", endpoint="u")]).bind("x")
    with pytest.raises(NotFound):
        adapter.match("/1234567٣-1234-5678-1234-567812345678")


def test_the_others_are_werkzeugs() -> None:
    """Only numbers differ, and they are still instances of Werkzeug's converters."""
    same = {
        name for name, one in CONVERTERS.items() if one is werkzeug.Map.default_converters[name]
    }
    assert same == CONVERTERS.keys() - {"int", "float"}
    assert issubclass(IntegerConverter, werkzeug.IntegerConverter)
    assert issubclass(FloatConverter, werkzeug.FloatConverter)
