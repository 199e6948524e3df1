"""What a map answers without Werkzeug's matcher: certain matches, absence, allowed methods."""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the matcher of a map. The differential test notices a change.
from collections.abc import Callable, Collection
from itertools import takewhile
from typing import Any

from werkzeug.routing import Map, Rule, ValidationError

from .answers import Answer, Convert
from .candidates import CandidateMatcher
from .search import Search, Unsure
from .tree import Node

Match = tuple[Rule, dict[str, Any]]


Choice = tuple[Rule, str, Convert, dict[str, Any]]
"""A rule with one variable: the variable's name, what makes values of its texts, the defaults."""
Tail = tuple[Collection[str], Callable[[str], object], tuple[Choice, ...]]
"""What follows a literal head: segments to be taken literally, whether the variable that comes first
there accepts a text, and the rules for it in the order to ask them."""


class Index:
    """The answers of a map in its present state; when the map changes, a new one takes its place.

    It begins empty and learns on use, so that a change costs nothing by itself. What it learns it
    keeps by node of the tree, by path for the paths of static rules, and by what comes before the
    last slash for rules with one variable behind it; no other part of a path leaves anything behind.
    """

    __slots__ = ("_answers", "_map", "_tails", "_tree", "static")

    def __init__(self, url_map: Map) -> None:
        self.static: dict[str, tuple[Match, ...]] = {}
        """Static rules with their defaults by path, in the order to ask them."""
        self._tails: dict[str, Tail] = {}
        self._answers: dict[Node, tuple[Answer, ...]] = {}
        self._map = url_map
        self._tree: Node | None = None

    def find(  # noqa: C901, PLR0912  # requests would pay for a call more
        self, method: str, path: str
    ) -> Match | set[str] | None:
        """The rule and its arguments; None where the map's adapter must be asked.

        Where no rule matches, for certain, the methods that rules for this path allow.
        """
        head, _, last = path.rpartition("/")
        tail = self._tails.get(head)
        if tail is not None:
            literal, accepts, choices = tail
            if last not in literal and accepts(last):
                for rule, name, convert, defaults in choices:
                    methods = rule.methods
                    if methods is None or method in methods:
                        arguments = {name: convert(last)}
                        if defaults:
                            arguments.update(defaults)
                        return rule, arguments
        tree = self._tree or self._find_tree()
        if path[:1] != "/" or "//" in path:
            path = _with_one_slash_first(path)
        if tree is None or not path:
            return None
        segments = path[1:].split("/")

        node, texts, only_way = tree.first_way(segments)
        if node is None:
            return set() if only_way else self._search(tree, method, segments)
        allowed: set[str] = set()
        answers = self._answers.get(node) or self._look_at(node)
        for answer in answers:
            rule = answer.rule
            if rule.methods is not None and method not in rule.methods:
                allowed |= rule.methods
            elif answer.quick:
                if not texts:
                    self._remember(path, answers)
                elif len(texts) == 1 and texts[0] == segments[-1]:
                    self._remember_tail(tree, segments, answers)
                text = iter(texts)
                arguments = {name: convert(next(text)) for name, convert in answer.variables}
                if answer.defaults:
                    arguments.update(answer.defaults)
                return rule, arguments
            else:
                break
        else:
            if only_way and "" not in node.static:
                return allowed
        return self._search(tree, method, segments)

    def _search(self, tree: Node, method: str, segments: list[str]) -> Match | set[str] | None:
        """What ``find`` returns, looked for on every way."""
        search = Search(method, segments, self._look_at)
        try:
            found = search.visit(tree, 0, [])
        except Unsure:
            return None
        if found is None:
            return search.allowed
        answer, texts = found
        if not answer.certain:
            return None
        try:
            arguments = {
                name: convert(text)
                for (name, convert), text in zip(answer.variables, texts, strict=True)
            }
        except ValidationError:
            return search.allowed
        return answer.rule, arguments | answer.defaults

    def _look_at(self, node: Node) -> tuple[Answer, ...]:
        """The answers of the rules that end at the node, in the order to ask them."""
        answers = self._answers.get(node)
        if answers is None:
            answers = tuple(Answer(rule, self._map) for rule in node.rules)
            self._answers[node] = answers
        return answers

    def _remember(self, path: str, answers: tuple[Answer, ...]) -> None:
        """Keep what a static path leads to, up to the first rule that needs a closer look."""
        quick = takewhile(lambda answer: answer.quick, answers)
        self.static[path] = tuple((answer.rule, answer.defaults) for answer in quick)

    def _remember_tail(self, tree: Node, segments: list[str], answers: tuple[Answer, ...]) -> None:
        """Keep what follows all segments but the last, if they are literal, likewise."""
        node: Node | None = tree
        for segment in segments[:-1]:
            node = node and node.static.get(segment)
        if node is None:  # the text was another segment's, which is the same
            return
        move = node.moves[0]
        # Without a text the path may be another one: it may lack the slash, or have one too many.
        if self._answers.get(move.node) is answers and not move.accepts(""):
            quick = takewhile(lambda answer: answer.quick, answers)
            choices = tuple((one.rule, *one.variables[0], one.defaults) for one in quick)
            self._tails["/".join(("", *segments[:-1]))] = (node.static, move.accepts, choices)

    def _find_tree(self) -> Node | None:
        """The tree to search; None where the host has a say, which only the adapter knows."""
        matcher = self._map._matcher
        if isinstance(matcher, CandidateMatcher) and not (
            matcher.domains or self._map.host_matching or self._map.default_subdomain
        ):
            self._tree = matcher.tree
        return self._tree


def _with_one_slash_first(path: str) -> str:
    """The path as Werkzeug matches it; empty where that is empty or has slashes to merge."""
    normal = "/" + path.lstrip("/")
    return "" if not path or "//" in normal else normal
