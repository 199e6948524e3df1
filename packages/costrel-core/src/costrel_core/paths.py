"""Paths of URLs, built at once where an endpoint has one plain rule.

What is not certain goes to the adapter: several rules or defaults, hosts that differ, values that a
rule or its converter refuses.
"""

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the trace and converters of a rule. The differential test notices a change.

import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote

from werkzeug.routing import BaseConverter, MapAdapter
from werkzeug.routing import IntegerConverter as WerkzeugIntegerConverter

from .router import IntegerConverter, Map, Rule

_UNQUOTED = "!$&'()*+,/:;=@"
_is_plain: Callable[[Any], Any] = re.compile(r"[\w.~!$&'()*+,/:;=@-]*", re.ASCII).fullmatch


class Piece(NamedTuple):
    """A variable of a rule, and the literal text that follows it."""

    name: str
    converter: BaseConverter
    kind: type[int] | type[str] | None
    """The type whose values the converter writes as they are, if they need no quoting."""
    literal: str


class Plan(NamedTuple):
    """How the only rule of an endpoint builds its path."""

    rule: Rule
    domain: str
    head: str
    """The literal text up to the first variable, without the slash in front."""
    pieces: tuple[Piece, ...]


class Paths:
    """The paths that the rules of a map in its present state build."""

    __slots__ = ("_plans", "index", "map")

    def __init__(self, url_map: Map) -> None:
        self.map = url_map
        # Read first: a rule that is added from here on gives the map another one.
        self.index = url_map.index
        self._plans: dict[str, Plan] = {}

    def build(self, adapter: MapAdapter, endpoint: str, values: dict[str, Any]) -> str | None:
        """What the adapter builds for any method; None where it has to be asked."""
        plan = self._plans.get(endpoint) or self._find(endpoint)
        if plan is None or adapter.subdomain != plan.domain or type(adapter) is not MapAdapter:
            return None
        rule, _, head, pieces = plan
        path = head
        if len(values) == len(pieces):
            for name, converter, kind, literal in pieces:
                value = values.get(name)
                if type(value) is kind and (kind is int or _is_plain(value)):
                    path = f"{path}{value}{literal}"
                elif value is None:
                    return None
                else:
                    try:
                        path = "".join((path, converter.to_url(value), literal))
                    except Exception:  # noqa: BLE001  # the adapter raises it, or says what is missing
                        return None
        else:
            given = {name: value for name, value in values.items() if value is not None}
            needed: set[str] = rule.arguments  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped in Werkzeug
            if not needed.issubset(given) or (built := rule.build(given)) is None:
                return None
            path = built[1]
        if not head or path[0] == "/":
            path = path.lstrip("/")
        root = adapter.script_name
        return f"/{path}" if root == "/" else f"{root.rstrip('/')}/{path}"

    def _find(self, endpoint: str) -> Plan | None:
        """The plan of an endpoint, kept from now on; None where it has none."""
        self.map.update()
        rules = self.map._rules_by_endpoint.get(endpoint, ())
        if len(rules) != 1 or type(rules[0]) is not Rule or self.map.host_matching:
            return None
        plan = _plan(rules[0])
        if plan is not None:
            self._plans[endpoint] = plan
        return plan


def _plan(rule: Rule) -> Plan | None:
    bar = rule._trace.index((False, "|"))
    domain, path = rule._trace[:bar], rule._trace[bar + 1 :]
    if rule.defaults or rule.websocket or any(is_variable for is_variable, _ in domain):
        return None
    texts = [""]
    names: list[str] = []
    for is_variable, text in path:
        if is_variable:
            names.append(text)
            texts.append("")
        else:
            texts[-1] += quote(text, safe=_UNQUOTED)
    pieces = tuple(
        Piece(name, rule._converters[name], _kind(rule._converters[name]), literal)
        for name, literal in zip(names, texts[1:], strict=True)
    )
    host = "".join(quote(text, safe=_UNQUOTED) for _, text in domain)
    return Plan(rule, host, texts[0].lstrip("/"), pieces)


def _kind(converter: BaseConverter) -> type[int] | type[str] | None:
    if type(converter).to_url is BaseConverter.to_url:
        return str
    numeric = type(converter) in {IntegerConverter, WerkzeugIntegerConverter}
    return int if numeric and not converter.fixed_digits else None  # type: ignore[attr-defined]  # a number's
