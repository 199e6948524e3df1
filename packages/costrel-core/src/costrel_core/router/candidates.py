"""Werkzeug's matcher, given only the rules that a path could match at all."""

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the parts of a rule. The differential test notices a change.

import re
from collections.abc import Iterator, MutableMapping, Sequence
from itertools import chain
from threading import Lock
from typing import Any, Final

from werkzeug.routing import Rule
from werkzeug.routing.matcher import StateMachineMatcher

from .tree import Node

SPARE: Final = 1024
"""How many rules the kept matchers may hold together, beyond twice those of the map."""


class CandidateMatcher(StateMachineMatcher):
    """Answers what Werkzeug's matcher answers, without ever arranging all rules of a large map.

    It finds the node that the literal beginning of a path leads to, and asks a Werkzeug matcher
    that holds only the rules which begin like that.
    """

    def __init__(self, merge_slashes: bool) -> None:
        super().__init__(merge_slashes)
        self.tree = Node()
        """What follows the slash that every rule begins with, whatever its domain."""
        self.domains = False
        """Whether any rule is meant for one host or subdomain."""
        self._rules: list[Rule] = []
        self._ages: dict[int, int] = {}
        self._shelf = _Shelf(SPARE)
        self._lock = Lock()

    def add(self, rule: Rule) -> None:
        """Let the rule be found from now on."""
        with self._lock:
            self._ages[id(rule)] = len(self._rules)
            self._rules.append(rule)
            self._plant(rule)
            self._renew_shelf()

    def replant(self) -> None:
        """Give each rule its place anew, after one of them has changed."""
        with self._lock:
            self.tree = Node()
            for rule in self._rules:
                self._plant(rule)
            self._renew_shelf()

    def _plant(self, rule: Rule) -> None:
        domain, _slash, *parts = rule._parts
        self.tree.insert(rule, parts)
        self.domains = self.domains or domain.content != ""

    def _renew_shelf(self) -> None:
        # A thread that is arranging a matcher puts it on the shelf that was there when it began.
        self._shelf = _Shelf(2 * len(self._rules) + SPARE)

    def update(self) -> None:
        """Nothing: the tree is always in order."""

    def match(
        self, domain: str, path: str, method: str, websocket: bool
    ) -> tuple[Rule, MutableMapping[str, Any]]:
        """What Werkzeug's matcher returns or raises."""
        matcher = self._matcher_for(path)
        matcher.merge_slashes = self.merge_slashes
        return matcher.match(domain, path, method, websocket)

    def _matcher_for(self, path: str) -> StateMachineMatcher:
        """A matcher of every rule that could match the path as it is or with its slashes merged."""
        shelf = self._shelf
        plain = merged = self.tree.literal(path.split("/")[1:])
        if "//" in path:
            merged = self.tree.literal(re.sub("/{2,}", "/", path).split("/")[1:])
        key = (plain[-1], merged[-1])
        matcher = shelf.matchers.get(key)
        if matcher is None:
            rules = {id(rule): rule for rule in chain(_candidates(plain), _candidates(merged))}
            matcher = self._arrange(rules)
            shelf.put(key, matcher, len(rules))
        return matcher

    def _arrange(self, rules: dict[int, Rule]) -> StateMachineMatcher:
        """A Werkzeug matcher of these rules; among equals it prefers the one added first."""
        matcher = StateMachineMatcher(self.merge_slashes)
        for identity in sorted(rules, key=self._ages.__getitem__):
            matcher.add(rules[identity])
        matcher.update()
        return matcher


class _Shelf:
    """Matchers by the nodes that they are for, so that paths alone can't make their number grow."""

    def __init__(self, room: int) -> None:
        self.matchers: dict[tuple[Node, Node], StateMachineMatcher] = {}
        self._room = self._free = room

    def put(self, key: tuple[Node, Node], matcher: StateMachineMatcher, rules: int) -> None:
        """Keep the matcher; where it does not fit, in place of all others."""
        if rules > self._free:
            self.matchers.clear()
            self._free = self._room
        self._free -= rules
        self.matchers[key] = matcher


def _candidates(nodes: Sequence[Node]) -> Iterator[Rule]:
    """The rules that could match a path which literally leads over these nodes and no further."""
    for node in nodes:
        yield from node.rules_behind_moves()
    # A slash at the end may be missing (the node after the last) or too many (the one before it).
    last = nodes[-1].static.get("")
    for node in (*nodes[-2:], *([last] if last else [])):
        yield from node.rules
