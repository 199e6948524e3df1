"""Tests of the JSON below the tags."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from costrel_spec.json_text import dumps, loads

pytestmark = pytest.mark.alone


@dataclass
class Point:
    """Something with fields."""

    x: int
    key: UUID


class Bold:
    """Something with HTML of its own."""

    def __html__(self) -> str:
        return "<b>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [1, None]}, '{"b":1,"a":[1,null]}'),
        (date(2024, 2, 29), '"Thu, 29 Feb 2024 00:00:00 GMT"'),
        (Decimal("1.50"), '"1.50"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Point(1, UUID(int=0)), '{"x":1,"key":"00000000-0000-0000-0000-000000000000"}'),
        (Bold(), '"<b>"'),
    ],
)
def test_outside_of_an_application_the_standard_library_writes(value: object, text: str) -> None:
    """With what Flask writes for the types that JSON lacks."""
    assert dumps(value) == text


def test_numbers_that_json_has_no_word_for_are_not_written() -> None:
    """As an application does it."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps([float("nan")])


@pytest.mark.parametrize("value", [object(), Point, {1, 2}])
def test_what_json_has_no_word_for_is_refused(value: object) -> None:
    """The type is named."""
    with pytest.raises(TypeError, match=f"type {type(value).__name__} is not JSON serializable"):
        dumps(value)


def test_within_an_application_its_provider_reads_and_writes(site: Any) -> None:
    """It gets the separators."""

    class Shouting:
        def dumps(self, value: object, separators: tuple[str, str]) -> str:
            return f"{value!r}{separators}".upper()

        def loads(self, text: str) -> str:
            return text.lower()

    site.json = Shouting()
    with site.app_context():
        assert dumps("a") == "'A'(',', ':')"
        assert loads("A") == "a"
    assert loads("[1]") == [1]
