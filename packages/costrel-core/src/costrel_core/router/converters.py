"""Converters that accept only what they can convert: ASCII digits, and a bounded number of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from werkzeug.routing import converters as werkzeug

DIGITS: Final = 300
"""The most digits of one number in a path.

Fewer than the 640 that Python's limit on converting digits can be lowered to, and fewer than the
309 from which on a float is infinite.
"""


class IntegerConverter(werkzeug.IntegerConverter):
    """Whole numbers in ASCII digits."""

    regex = f"[0-9]{{1,{DIGITS}}}"


class FloatConverter(werkzeug.FloatConverter):
    """Numbers with a decimal point in ASCII digits."""

    regex = f"[0-9]{{1,{DIGITS}}}\\.[0-9]{{1,{DIGITS}}}"


CONVERTERS: Final[Mapping[str, type[werkzeug.BaseConverter]]] = MappingProxyType(
    {**werkzeug.DEFAULT_CONVERTERS, "int": IntegerConverter, "float": FloatConverter}
)
"""The converters of every new map, by the name that rules use."""
