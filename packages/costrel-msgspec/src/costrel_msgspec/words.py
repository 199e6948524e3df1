"""What JSON writes for objects that it has no word for."""

from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from msgspec import Struct, to_builtins


def substitute(obj: object) -> Any:
    """What JSON writes for ``obj``, which it has no word for; TypeError where there is nothing.

    Dates become HTTP dates, decimals and UUIDs text, dataclasses, structs and attrs classes objects,
    and what has ``__html__`` its HTML.
    """
    if isinstance(obj, date):
        return http_date(obj)
    if isinstance(obj, (Decimal, UUID)):
        return str(obj)
    if is_dataclass(obj):
        return asdict(cast(Any, obj))
    if hasattr(obj, "__html__"):
        return str(cast(Any, obj).__html__())
    if isinstance(obj, Struct) or hasattr(type(obj), "__attrs_attrs__"):
        return to_builtins(obj, builtin_types=(date, datetime), enc_hook=_word_inside)
    raise TypeError(f"Object of type {type(obj).__name__} is not JSON serializable")


def _word_inside(obj: object) -> Any:
    """What stands in a struct for ``obj``, also where JSON has a word for its class's base."""
    for kind in (str, int, float):
        if isinstance(obj, kind):
            return kind(obj)
    return substitute(obj)


def http_date(moment: date) -> str:
    """A moment as in HTTP (RFC 9110, 5.6.7); without a zone it is taken for UTC."""
    if isinstance(moment, datetime):
        if moment.tzinfo not in (None, UTC):
            moment = moment.astimezone(UTC)
        words = datetime.ctime(moment)
    else:
        words = date.ctime(moment)
    # They are English in every locale, as in "Thu Feb  1 12:30:00 2024".
    day = words[8:10].replace(" ", "0")
    return f"{words[:3]}, {day} {words[4:7]} {words[20:]} {words[11:19]} GMT"
