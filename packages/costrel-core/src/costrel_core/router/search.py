"""The search for a path's rule over all ways that lead on, in the order of Werkzeug's matcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .answers import Answer
from .tree import Node

Texts = list[str]
"""The texts of the variables so far."""


class Unsure(Exception):
    """It takes Werkzeug to tell what becomes of this path."""


class Search:
    """One search for one method; then ``allowed`` holds the methods of the rules it passed by."""

    def __init__(
        self, method: str, segments: Texts, answers: Callable[[Node], Sequence[Answer]]
    ) -> None:
        self.allowed: set[str] = set()
        self._method = method
        self._segments = segments
        self._end = len(segments)
        self._answers = answers

    def visit(self, node: Node, at: int, texts: Texts) -> tuple[Answer, Texts] | None:
        """The first answer behind this node for the segments from ``at`` on.

        It is for Werkzeug to go on from an answer that is not certain.

        :raises Unsure: a redirect to the path with a slash comes first.
        """
        if at == self._end:
            answer = self._choose(self._answers(node)) or self._choose_with_slash(node)
            return None if answer is None else (answer, texts)
        for way in self._ways(node, at, texts):
            found = self.visit(*way)
            if found:
                return found
        if at == self._end - 1 and not self._segments[at]:
            # A slash too many, which rules that are not strict about it forgive.
            forgiving = [one for one in self._answers(node) if not one.rule.strict_slashes]
            answer = self._choose(forgiving)
            return None if answer is None else (answer, texts)
        return None

    def _ways(self, node: Node, at: int, texts: Texts) -> Iterator[tuple[Node, int, Texts]]:
        """Where the next segment leads: literally, then over each variable that matches it."""
        segment = self._segments[at]
        child = node.static.get(segment)
        if child is not None:
            yield child, at + 1, texts
        for move in node.moves:
            match = move.match("/".join(self._segments[at:]) if move.final else segment)
            if match is not None:
                behind = self._end if move.final else at + 1
                if move.suffixed and match.groups()[-1] == "/":
                    behind -= 1  # the slash at the end is the rule's own, so it is left to match
                yield move.node, behind, texts + [match[group] for group in move.groups]

    def _choose(self, answers: Iterable[Answer]) -> Answer | None:
        """The first whose rule allows the method."""
        for answer in answers:
            methods = answer.rule.methods
            if methods is not None and self._method not in methods:
                self.allowed.update(methods)
            else:
                return answer
        return None

    def _choose_with_slash(self, node: Node) -> Answer | None:
        """The first that only a slash at the end is missing for, and that forgives it."""
        behind = node.static.get("")
        for answer in self._answers(behind) if behind else ():
            rule = answer.rule
            if rule.methods is None or self._method in rule.methods:
                if rule.strict_slashes:
                    raise Unsure
                return answer
        return None
