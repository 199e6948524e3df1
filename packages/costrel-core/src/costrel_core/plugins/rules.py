"""The rules of a URL map at one moment, and the way back to them."""
# pyright: reportPrivateUsage=false
# Werkzeug can't take a rule back, so this is the one place that reaches into maps and matchers.

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from werkzeug.routing import Map, Rule
from werkzeug.routing.matcher import State

from ..router.candidates import CandidateMatcher
from .ledger import ABSENT

_Paths = tuple[tuple[Hashable, ...], Any, Any]


class RuleSnapshot:
    """The rules that a map has when this is made; a map only ever gains some."""

    __slots__ = ("_map", "_rules")

    def __init__(self, url_map: Map) -> None:
        self._map = url_map
        self._rules = {
            endpoint: list(rules) for endpoint, rules in url_map._rules_by_endpoint.items()
        }

    def changes(self, path: tuple[Hashable, ...]) -> Iterator[_Paths]:
        """The rules that were added, each under its text."""
        for endpoint, rules in self._map._rules_by_endpoint.items():
            known = set(map(id, self._rules.get(endpoint, ())))
            for rule in rules:
                if id(rule) not in known:
                    yield (*path, rule.rule), rule, ABSENT

    def restore(self) -> None:
        """Take the added rules out of the map, which can't be told from one that never had them."""
        if not any(True for _ in self.changes(())):
            return
        url_map = self._map
        kept = {id(rule) for rules in self._rules.values() for rule in rules}
        matcher = type(url_map._matcher)(url_map.merge_slashes)
        for rule in matched_rules(url_map):
            if id(rule) in kept:
                matcher.add(rule)
        url_map._rules_by_endpoint.clear()
        url_map._rules_by_endpoint.update(self._rules)
        url_map._matcher = matcher
        url_map._remap = True


def matched_rules(url_map: Map) -> Iterable[Rule]:
    """The rules that requests can match, so that of two equals the one added first comes first."""
    matcher = url_map._matcher
    if not isinstance(matcher, CandidateMatcher):
        return _walk(matcher._root)
    return list(matcher.rules)


def _walk(state: State) -> Iterator[Rule]:
    yield from state.rules
    for behind in state.static.values():
        yield from _walk(behind)
    for _part, behind in state.dynamic:
        yield from _walk(behind)


def place_among_rules(rule: Rule) -> Hashable:
    """Equal for two rules if a request that matches one matches the other, but for its method."""
    return (*((part.content, part.static, part.final) for part in rule._parts), rule.websocket)
