"""Werkzeug's matcher, given only the rules that a path could match at all."""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the parts of a rule. The differential test notices a change.
import re
from collections.abc import MutableMapping
from threading import Lock
from typing import Any, Final

from werkzeug.routing import Rule
from werkzeug.routing.matcher import StateMachineMatcher

from .tree import Node

SPARE: Final = 1024
"""How many rules the kept matchers may hold together, beyond twice those of the map."""


class CandidateMatcher(StateMachineMatcher):
    """Answers what Werkzeug's matcher answers, without ever arranging all rules of a large map.

    It looks where the literal segments of a path lead, and asks a Werkzeug matcher that holds only
    the rules which end there. Such matchers are kept by those places, never by path.
    """

    def __init__(self, merge_slashes: bool) -> None:
        super().__init__(merge_slashes)
        self.domains = False
        """Whether any rule is meant for one host or subdomain."""
        self._tree = Node()
        self.tree = self._tree.child("").child("")
        """What follows the slash that the rules for no domain in particular begin with."""
        self.rules: list[Rule] = []
        """In the order in which they were added, for a matcher that takes this one's place."""
        self._shelf = _Shelf(SPARE)
        self._lock = Lock()

    def add(self, rule: Rule) -> None:
        """Let the rule be found from now on."""
        with self._lock:
            self.rules.append(rule)
            self._plant(rule)
            self._renew_shelf()

    def replant(self) -> None:
        """Give each rule its place anew, after one of them has changed."""
        with self._lock:
            self._tree = Node()
            self.tree = self._tree.child("").child("")
            for rule in self.rules:
                self._plant(rule)
            self._renew_shelf()

    def _plant(self, rule: Rule) -> None:
        self._tree.insert(rule, rule._parts)
        self.domains = self.domains or rule._parts[0].content != ""

    def _renew_shelf(self) -> None:
        # A thread that is arranging a matcher puts it on the shelf that was there when it began.
        self._shelf = _Shelf(2 * len(self.rules) + SPARE)

    def update(self) -> None:
        """Nothing: the tree is always in order."""

    def match(
        self, domain: str, path: str, method: str, websocket: bool
    ) -> tuple[Rule, MutableMapping[str, Any]]:
        """What Werkzeug's matcher returns or raises."""
        matcher = self._matcher_for(domain, path)
        matcher.merge_slashes = self.merge_slashes
        return matcher.match(domain, path, method, websocket)

    def _matcher_for(self, domain: str, path: str) -> StateMachineMatcher:
        """A matcher of every rule that could match the path as it is or with its slashes merged."""
        shelf, tree = self._shelf, self._tree
        ends = [*tree.reach([domain, *path.split("/")])]
        if "//" in path:
            # Up to 3.1.3 Werkzeug merged slashes two by two, so that some of three or more remained.
            for merged in {re.sub("/{2,}", "/", path), re.sub("/{2}", "/", path)}:
                ends += tree.reach([domain, *merged.split("/")])
        key = tuple(dict.fromkeys(ends))
        matcher = shelf.matchers.get(key)
        if matcher is None:
            matcher = StateMachineMatcher(self.merge_slashes)
            # Variables of equal weight are tried in the order in which rules, also rules that are no
            # candidates, brought them in.
            rules = [rule for end in sorted(key, key=_order) for rule in end.rules]
            for rule in rules:
                matcher.add(rule)
            matcher.update()
            shelf.put(key, matcher, len(rules))
        return matcher


class _Shelf:
    """Matchers by the nodes where their rules end, as many as there is room for their rules."""

    def __init__(self, room: int) -> None:
        self.matchers: dict[tuple[Node, ...], StateMachineMatcher] = {}
        self._room = self._free = room

    def put(self, key: tuple[Node, ...], matcher: StateMachineMatcher, rules: int) -> None:
        """Keep the matcher; where it does not fit, in place of all others."""
        if rules > self._free:
            self.matchers.clear()
            self._free = self._room
        self._free -= rules
        self.matchers[key] = matcher


def _order(node: Node) -> tuple[int, ...]:
    return node.order
