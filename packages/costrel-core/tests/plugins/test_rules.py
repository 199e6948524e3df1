"""The rules of a map, and the way back to them."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map as WerkzeugMap
from werkzeug.routing import Rule

from costrel_core.plugins.ledger import ABSENT
from costrel_core.plugins.rules import RuleSnapshot
from costrel_core.router import IndexedRouter, Map
from costrel_core.router import Rule as OwnRule

TEXTS = ["/", "/a", "/a/", "/<x>", "/<int:x>", "/<path:x>", "/a/<x>", "/<x>/b", "/a/b", "/<x>/<y>"]
PATHS = ["/", "/a", "/a/", "/1", "/a/b", "/1/b", "/a/1/c", "//a", "/x/y"]
RULES = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.sampled_from("pqr"), st.booleans()), max_size=8
)
KINDS = [(WerkzeugMap, Rule), (Map, OwnRule)]


def add(url_map: Any, kind: Any, rules: list[tuple[str, str, bool]]) -> None:
    """Add rules: text, endpoint, and whether they only build."""
    for text, endpoint, build_only in rules:
        url_map.add(kind(text, endpoint=endpoint, build_only=build_only))


def answers(url_map: Any) -> list[Any]:
    """What the map and its router answer, and what it builds."""
    found: list[Any] = []
    adapter = url_map.bind("localhost")
    router = IndexedRouter(url_map)
    for path in PATHS:
        for match in (
            lambda path: adapter.match(path, return_rule=True),
            lambda path: router.match("GET", path, SimpleNamespace(url_adapter=adapter), {}),
        ):
            try:
                rule, values = match(path)
                found.append((rule.endpoint, rule.rule, values))
            except HTTPException as error:
                found.append((type(error), getattr(error, "new_url", None)))
    for endpoint in "pqr":
        for values in ({}, {"x": 1}, {"x": 1, "y": 2}):
            try:
                found.append(adapter.build(endpoint, values))
            except Exception as error:
                found.append(type(error))
    return found


@pytest.mark.parametrize(("map_class", "rule_class"), KINDS)
@given(before=RULES, added=RULES, used=st.booleans())
def test_a_restored_map_answers_as_if_nothing_had_been_added(
    map_class: Any, rule_class: Any, before: Any, added: Any, used: bool
) -> None:
    """It matches, redirects, refuses and builds like a map that never saw the other rules."""
    expected, url_map = map_class(), map_class()
    add(expected, rule_class, before)
    add(url_map, rule_class, before)
    if used:
        answers(url_map)
    snapshot = RuleSnapshot(url_map)
    add(url_map, rule_class, added)
    if used:
        answers(url_map)
    snapshot.restore()
    assert not list(snapshot.changes(()))
    assert answers(url_map) == answers(expected)
    assert len(list(url_map.iter_rules())) == len(before)


@pytest.mark.parametrize(("map_class", "rule_class"), KINDS)
def test_added_rules_are_told_by_their_text(map_class: Any, rule_class: Any) -> None:
    """Rules that were there are not."""
    url_map = map_class([rule_class("/old", endpoint="same")])
    snapshot = RuleSnapshot(url_map)
    assert not list(snapshot.changes(()))
    rule = rule_class("/new", endpoint="same")
    url_map.add(rule)
    assert list(snapshot.changes(())) == [(("/new",), rule, ABSENT)]


def test_a_map_without_new_rules_is_left_alone() -> None:
    """What it has learned stays learned."""
    url_map = Map([OwnRule("/old", endpoint="old")])
    matcher, index = url_map._matcher, url_map.index
    RuleSnapshot(url_map).restore()
    assert url_map._matcher is matcher
    assert url_map.index is index


def test_a_restored_map_takes_new_rules() -> None:
    """A set-up that is tried again registers again."""
    url_map = Map()
    for _attempt in range(2):
        snapshot = RuleSnapshot(url_map)
        url_map.add(OwnRule("/x", endpoint="x"))
        assert url_map.bind("localhost").match("/x") == ("x", {})
        snapshot.restore()
