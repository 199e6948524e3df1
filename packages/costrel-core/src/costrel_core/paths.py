"""Paths of URLs, built at once where an endpoint has one plain rule.

What is not certain goes to the adapter: several rules or defaults, hosts that differ, values that a
rule or its converter refuses.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import Any

from werkzeug.routing import MapAdapter

from .contexts import RequestContext
from .router import Map

PLAIN = f"{ascii_letters}{digits}_.~!$&'()*+,/:;=@-"
"""The characters that stand in a path as they are: nothing is left of a text that is stripped of them."""


def plain_path(app: Any, ctx: Any, endpoint: str, values: dict[str, Any]) -> str | None:
    """The path of a known endpoint with values that go in as they are, without an adapter.

    :param ctx: the current request.
    :returns: None where that is not certain; nothing was done then.
    """
    if app.url_default_functions or type(ctx) is not RequestContext:
        return None
    base = ctx.path_base
    if base is None and (base := ctx.find_path_base()) is None:
        return None
    url_map, root, subdomain = base
    plan = url_map.plans.get(endpoint)
    if plan is None:
        return None
    path, domain, plain = plan.plain
    if domain != subdomain or len(values) != len(plain):
        return None
    try:
        for name, kind, literal in plain:
            value = values[name]
            if type(value) is not kind or (kind is str and value.strip(PLAIN)):  # type: ignore[union-attr]  # text
                return None
            path = f"{path}{value}{literal}"
    except KeyError:
        return None
    return root + path if root else path


def build_path(adapter: Any, endpoint: str, values: dict[str, Any]) -> str | None:
    """What the adapter builds for any method; None where it has to be asked."""
    url_map = adapter.map
    if type(url_map) is not Map or type(adapter) is not MapAdapter:
        return None
    plan = url_map.plans.get(endpoint) or url_map.plan(endpoint)
    if plan is None:
        return None
    if adapter.subdomain != plan.domain:
        return None
    pieces = plan.pieces
    path = head = plan.head
    if len(values) == len(pieces):
        for name, converter, kind, literal in pieces:
            value = values.get(name)
            if type(value) is kind and (kind is int or not value.strip(PLAIN)):  # type: ignore[union-attr]  # text
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
        rule = plan.rule
        needed: set[str] = rule.arguments  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped in Werkzeug
        if not needed.issubset(given) or (built := rule.build(given)) is None:
            return None
        path = "/" + built[1].lstrip("/")
    if head == "/":  # a value may begin with slashes
        path = "/" + path.lstrip("/")
    root = adapter.script_name
    return path if root == "/" else root.rstrip("/") + path
