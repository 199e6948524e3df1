"""What is known of a rule when a path leads to it: its arguments, and whether it may redirect."""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: converters and rules by endpoint. The differential test notices a change.
from collections.abc import Callable
from itertools import takewhile
from typing import Any, Final
from uuid import UUID

from werkzeug.routing import Map, Rule, UUIDConverter
from werkzeug.routing.converters import BaseConverter, NumberConverter

from .converters import FloatConverter, IntegerConverter

Convert = Callable[[str], Any]

INFALLIBLE: Final[dict[type[BaseConverter], Convert]] = {
    IntegerConverter: int,
    FloatConverter: float,
    UUIDConverter: UUID,
}
"""What converts all that these converters' expressions let through, unless limits are set."""


class Answer:
    """How a rule of a map answers the paths that lead to it, until it or the map changes."""

    __slots__ = ("certain", "defaults", "quick", "rule", "variables")

    variables: tuple[tuple[str, Convert], ...]
    """The arguments' names and what makes values of their texts, in the order of the path."""
    certain: bool
    """Whether it answers with its arguments, never with a redirect."""
    quick: bool
    """Whether, besides, no conversion can fail."""

    def __init__(self, rule: Rule, url_map: Map) -> None:
        converters = rule._converters
        sure = {name: _infallible(converter) for name, converter in converters.items()}
        self.rule = rule
        self.variables = tuple(
            (name, sure[name] or converters[name].to_python) for name in converters
        )
        self.defaults: dict[str, Any] = dict(rule.defaults or ())
        self.certain = not (rule.alias or rule.websocket or _redirects(rule, url_map))
        self.quick = self.certain and None not in sure.values()


def _redirects(rule: Rule, url_map: Map) -> bool:
    """Whether some or all that the rule matches belongs elsewhere."""
    if rule.redirect_to is not None:
        return True
    if not url_map.redirect_defaults:
        return False
    rivals = url_map._rules_by_endpoint.get(rule.endpoint, ())
    if not any(rival.defaults for rival in rivals):
        return False
    in_order = sorted(rivals, key=lambda one: one.build_compare_key())
    before = takewhile(lambda one: one is not rule, in_order)
    return any(rival.provides_defaults_for(rule) for rival in before)


def _infallible(converter: BaseConverter) -> Convert | None:
    """What converts where nothing can go wrong; None where the converter itself must be asked."""
    kind = type(converter)
    if kind.to_python is BaseConverter.to_python:
        return str
    if isinstance(converter, NumberConverter) and (
        converter.fixed_digits or converter.min is not None or converter.max is not None
    ):
        return None
    return INFALLIBLE.get(kind)
