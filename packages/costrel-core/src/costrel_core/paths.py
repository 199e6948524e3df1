"""Paths of URLs, built at once where an endpoint has one plain rule.

What is not certain goes to the adapter: several rules or defaults, hosts that differ, values that a
rule or its converter refuses.
"""

import re
from collections.abc import Callable
from typing import Any

from werkzeug.routing import MapAdapter

from .router import Map

is_plain: Callable[[Any], Any] = re.compile(r"[\w.~!$&'()*+,/:;=@-]*", re.ASCII).fullmatch
"""Whether a text may stand in a path as it is."""


def build_path(adapter: Any, endpoint: str, values: dict[str, Any]) -> str | None:
    """What the adapter builds for any method; None where it has to be asked."""
    url_map = adapter.map
    if type(url_map) is not Map or type(adapter) is not MapAdapter:
        return None
    plan = url_map.plans.get(endpoint) or url_map.plan(endpoint)
    if plan is None:
        return None
    rule, domain, head, pieces, _ = plan
    if adapter.subdomain != domain:
        return None
    path = head
    if len(values) == len(pieces):
        for name, converter, kind, literal in pieces:
            value = values.get(name)
            if type(value) is kind and (kind is int or is_plain(value)):
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
        path = "/" + built[1].lstrip("/")
    if head == "/":  # a value may begin with slashes
        path = "/" + path.lstrip("/")
    root = adapter.script_name
    return path if root == "/" else root.rstrip("/") + path
