"""Names that a module has from others."""

import sys

import pytest

from costrel_flask.borrowing import borrowed


def test_a_name_comes_from_its_home_when_it_is_asked_for() -> None:
    """Each time anew, so that what is replaced there counts here."""
    find = borrowed("mine", {"fractions": "Fraction", "decimal": "Context Decimal"})
    assert find("Fraction") is sys.modules["fractions"].Fraction
    assert find("Decimal") is sys.modules["decimal"].Decimal


def test_any_other_name_is_missing_as_in_any_module() -> None:
    """With the words of Python."""
    with pytest.raises(AttributeError, match="module 'mine' has no attribute 'x'"):
        borrowed("mine", {})("x")
