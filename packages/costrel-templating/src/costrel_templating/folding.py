"""What a compilation depends on besides the source and the settings.

Jinja evaluates at once what is constant: in ``{{ "now"|clock }}`` the filter is called while the
template is compiled, and its result becomes part of the template.
"""

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

Used = tuple[tuple[str, Any], ...]
"""Names and the functions that they stand for; None where there is no such function."""

# What answers differently from one moment to the next: these read policies, the application's JSON
# provider or which filters and tests there are.
_CHANGING_FILTERS = frozenset({"tojson", "truncate", "urlize"})
_CHANGING_TESTS = frozenset({"filter", "test"})


def used_filters(tree: nodes.Template, environment: jinja2.Environment) -> Used:
    """The filters that a template names."""
    return _used(tree, nodes.Filter, environment.filters)


def used_tests(tree: nodes.Template, environment: jinja2.Environment) -> Used:
    """The tests that a template names."""
    return _used(tree, nodes.Test, environment.tests)


def is_settled(tree: nodes.Template, filters: Used, tests: Used) -> bool:
    """Whether all that may be evaluated during compilation comes out the same each time."""
    open_filters = _open(filters, FILTERS, _CHANGING_FILTERS)
    open_tests = _open(tests, TESTS, _CHANGING_TESTS)
    return not any(
        _may_be_constant(node)
        for kind, names in ((nodes.Filter, open_filters), (nodes.Test, open_tests))
        for node in tree.find_all(kind)
        if node.name in names
    )


def _used(tree: nodes.Template, kind: type[Any], functions: Mapping[str, Any]) -> Used:
    names = {node.name for node in tree.find_all(kind)}
    return tuple((name, functions.get(name)) for name in names)


def _open(used: Used, jinjas_own: Mapping[str, Any], changing: frozenset[str]) -> set[str]:
    return {
        name for name, function in used if name in changing or function is not jinjas_own.get(name)
    }


def _may_be_constant(node: Any) -> bool:
    while isinstance(node, nodes.Filter | nodes.Test | nodes.Getattr | nodes.Getitem):
        node = node.node
    # A variable and a call are evaluated in each rendering, and so is the text of a filter block,
    # which is None here.
    return node is not None and not isinstance(node, nodes.Name | nodes.Call)
