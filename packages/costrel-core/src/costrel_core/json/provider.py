"""The default of the slot ``json``: the standard library's JSON, with Flask's options."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID
from weakref import ref

from werkzeug.http import http_date
from werkzeug.wrappers import Response

import costrel_spec
from costrel_spec import JSONProvider

from .text import read, read_strictly, read_with, writer

__all__ = ["DefaultJSONProvider", "JSONProvider", "substitute"]

_SPACED = (", ", ": ")
_TIGHT = (",", ":")
_COMPACTLY = {"separators": _TIGHT}

_Options = tuple[Any, bool, bool]
_Writer = Callable[[Any], str]


def substitute(obj: object) -> Any:
    """What JSON writes for ``obj``, which it has no word for; TypeError where there is nothing.

    Dates become HTTP dates, decimals and UUIDs text, dataclasses objects, and what has ``__html__``
    its HTML.
    """
    if isinstance(obj, date):
        return http_date(obj)
    if isinstance(obj, UUID) or _is_decimal(obj):
        return str(obj)
    if is_dataclass(obj):
        return asdict(cast(Any, obj))
    if hasattr(obj, "__html__"):
        return str(cast(Any, obj).__html__())
    raise TypeError(f"Object of type {type(obj).__name__} is not JSON serializable")


def _is_decimal(obj: Any) -> bool:
    # Importing decimal takes longer than most modules, and who has a decimal has imported it.
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(obj, decimal.Decimal)


class DefaultJSONProvider(JSONProvider):
    """JSON by the standard library; its options may change at any time, on instance or class."""

    default: Any = staticmethod(substitute)
    """Makes something that JSON can express of any other object, or raises TypeError."""
    ensure_ascii = True
    """Whether characters outside ASCII are written as escapes."""
    sort_keys = True
    """Whether the keys of objects are sorted; they must all be strings then."""
    compact: bool | None = None
    """Whether responses are written without spaces; None: outside debug mode."""
    mimetype = "application/json"
    """The mimetype of responses."""
    strict = False
    """Whether NaN, infinite numbers and keys that occur twice are refused where JSON is read."""

    # The last writer for each pair of separators, with the options that it was made for.
    _spaced: tuple[_Options, _Writer] | None
    _tight: tuple[_Options, _Writer] | None

    has_own_methods = False
    """Whether this instance was given a method that its class has another one for."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute, and know it if it stands in for a method that answers ask for."""
        super().__setattr__(name, value)
        if name in _METHODS:
            super().__setattr__("has_own_methods", True)

    def __delattr__(self, name: str) -> None:
        """Delete an attribute; the method that it stood in for is called again."""
        super().__delattr__(name)
        super().__setattr__("has_own_methods", not _METHODS.isdisjoint(vars(self)))

    def __init__(self, app: costrel_spec.Application) -> None:
        super().__init__(app)
        # What a proxy looks up costs twice as much.
        self._find_app: Callable[[], Any] = ref(app)
        self._spaced = self._tight = None

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """``obj`` as JSON text; keyword arguments go to ``json.dumps``.

        :raises TypeError: something in it has no word in JSON.
        :raises ValueError: a number in it has none, such as NaN; ``allow_nan=True`` writes it anyhow.
        """
        if kwargs == _COMPACTLY:
            return self._write_tight(obj)
        if kwargs:
            kwargs.setdefault("default", self.default)
            kwargs.setdefault("ensure_ascii", self.ensure_ascii)
            kwargs.setdefault("sort_keys", self.sort_keys)
            kwargs.setdefault("allow_nan", False)
            return json.dumps(obj, **kwargs)
        options = (self.default, self.ensure_ascii, self.sort_keys)
        spaced = self._spaced
        if spaced is None or spaced[0] != options:
            spaced = self._spaced = (options, writer(*options, _SPACED))
        return spaced[1](obj)

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The object that JSON text describes; keyword arguments go to ``json.loads``.

        :raises ValueError: malformed text, too deep a nesting, an integer with too many digits.
        """
        if self.strict:
            return read_strictly(s, kwargs)
        return read_with(s, kwargs) if kwargs else read(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """A response with the JSON of the arguments, as ``jsonify`` describes them."""
        text = self._answer(self._prepare_response_obj(args, kwargs))
        response: Response = self._app.response_class(text, mimetype=self.mimetype)
        return response

    def encode(self, obj: Any) -> bytes:
        """The body of ``response(obj)``, for who builds the response otherwise."""
        return self._answer(obj).encode()

    def _answer(self, obj: Any) -> str:
        compact = self.compact
        if compact is False or (compact is None and self._find_app().debug):
            return self.dumps(obj, indent=2) + "\n"
        if type(self).dumps is not _DUMPS or self.has_own_methods:  # it may be overridden
            return self.dumps(obj, separators=_TIGHT) + "\n"
        return self._write_tight(obj) + "\n"

    def _write_tight(self, obj: Any) -> str:
        options = (self.default, self.ensure_ascii, self.sort_keys)
        tight = self._tight
        if tight is None or tight[0] != options:
            tight = self._tight = (options, writer(*options, _TIGHT))
        return tight[1](obj)


_DUMPS = DefaultJSONProvider.dumps
_METHODS = frozenset({"dumps", "response"})
