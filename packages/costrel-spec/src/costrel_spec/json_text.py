"""JSON as the current application writes and reads it, or as the standard library does."""

import json
import sys
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from werkzeug.http import http_date

from .context import current

SEPARATORS = (",", ":")
"""What stands between items, and between key and value: no spaces."""


def dumps(value: Any) -> str:
    """``value`` as JSON text."""
    if (part := current.get()[0]) is not None:
        text: str = part.app.json.dumps(value, separators=SEPARATORS)
        return text
    return json.dumps(value, separators=SEPARATORS, default=_substitute, allow_nan=False)


def loads(text: str) -> Any:
    """The object that ``text`` describes."""
    if (part := current.get()[0]) is not None:
        return part.app.json.loads(text)
    return json.loads(text)


def _substitute(value: Any) -> Any:
    html = getattr(value, "__html__", None)
    if isinstance(value, date):
        return http_date(value)
    if isinstance(value, UUID) or _is_decimal(value):
        return str(value)
    if not isinstance(value, type) and is_dataclass(value):
        return asdict(cast(Any, value))
    if html is not None:
        return str(html())
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _is_decimal(value: Any) -> bool:
    # Who has a decimal has imported the module, which takes longer than this whole package.
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)
