"""JSON text and objects, as the standard library converts them, at two to three times its speed.

The standard library's converters in C are used directly, with options that are fixed once. Whatever
they don't settle goes to its own functions, so that every result and error is theirs.
"""

from __future__ import annotations

import json
import json.encoder
from collections.abc import Callable
from json import JSONDecodeError, JSONDecoder, JSONEncoder
from math import isinf
from typing import Any

# CPython has them; another interpreter may not.
_make_encoder: Any = getattr(json.encoder, "c_make_encoder", None)
_scan: Callable[[str, int], tuple[Any, int]] = JSONDecoder().scan_once  # type: ignore[attr-defined]  # undocumented


def writer(
    default: Callable[[Any], Any] | None,
    ensure_ascii: bool,
    sort_keys: bool,
    separators: tuple[str, str],
) -> Callable[[Any], str]:
    """A function that does what ``json.dumps`` does with these options.

    It refuses numbers that JSON has no word for: no browser reads NaN or Infinity.
    """
    stock = JSONEncoder(
        ensure_ascii=ensure_ascii,
        sort_keys=sort_keys,
        separators=separators,
        default=default,
        allow_nan=False,
    )
    if _make_encoder is None:
        return stock.encode
    quote = json.encoder.encode_basestring_ascii if ensure_ascii else json.encoder.encode_basestring
    chunks = _make_encoder(
        None,  # no memory of the containers on the way: it would outlive an error
        stock.default,
        quote,
        None,
        stock.key_separator,
        stock.item_separator,
        sort_keys,
        stock.skipkeys,
        stock.allow_nan,
    )

    def write(obj: Any) -> str:
        try:
            return "".join(chunks(obj, 0))
        except RecursionError:
            return stock.encode(obj)  # it knows a circle from a deep nesting

    return write


def read(text: str | bytes) -> Any:
    """What ``json.loads`` makes of ``text``; JSONDecodeError also where it is nested too deeply."""
    try:
        string = str(text, "utf-8") if isinstance(text, bytes) else text
        value, end = _scan(string, 0)
        if end == len(string):
            return value
    except (ValueError, TypeError, StopIteration, RecursionError):
        pass  # a fault, space at the start or another encoding
    # NUL bytes and byte order marks, which tell of another encoding, never get past the scan.
    return read_with(text, {})


def read_with(text: str | bytes, options: dict[str, Any]) -> Any:
    """As ``read``, with options of ``json.loads``."""
    try:
        return json.loads(text, **options)
    except RecursionError:
        raise JSONDecodeError("Arrays or objects are nested too deeply", "", 0) from None


def read_strictly(text: str | bytes, options: dict[str, Any]) -> Any:
    """As ``read_with``; ValueError also for numbers that JSON has no word for, and for double keys."""
    strict = {
        "parse_constant": _refuse_constant,
        "parse_float": _finite,
        "object_pairs_hook": _distinct,
    }
    return read_with(text, {**strict, **options})


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON. Send null or a number.")


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError(f"{digits} is too large a number. Send a smaller one, or a string.")
    return number


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"The key {key!r} occurs twice in an object. Send it once.")
        found[key] = value
    return found
