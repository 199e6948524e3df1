"""The tree of all rules: literal segments lead straight on, variables lead on by moves."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from werkzeug.routing.rules import Rule, RulePart, Weighting

ANY_SEGMENT: Final = r"(?P<__werkzeug_0>[^/]{1,})\Z"
"""Werkzeug's expression for a variable that is a whole segment, whatever it holds."""


class Node:
    """A place in the tree: what the segments up to here have in common.

    Readers need no lock: a writer replaces the tuples and never changes one.
    """

    __slots__ = ("_known", "moves", "only", "order", "quick", "rules", "static")

    def __init__(self, order: tuple[int, ...] = (), *, only: bool = True) -> None:
        self.only = only
        """Whether a path that leads here leads nowhere else, but for a slash that it lacks."""
        self.order = order
        """Sorts nodes by when the moves to them were made, which decides among equal weights."""
        self.static: dict[str, Node] = {}
        self.moves: tuple[Move, ...] = ()
        """The ways on over variables, in the order in which Werkzeug tries them."""
        self.quick = True
        """Whether each move is whole, and none but the last takes all that is left."""
        self.rules: tuple[Rule, ...] = ()
        """The rules that end here, oldest first."""
        self._known: dict[tuple[object, ...], Move] = {}

    def insert(self, rule: Rule, parts: Sequence[RulePart]) -> None:
        """Let the rule end at the node behind these parts. For one writer at a time."""
        node = self
        for part in parts:
            node = node._behind(part)
        # A rule that forgives a slash too many is another way to what is behind that slash.
        if "" in node.static:
            node.static[""]._doubt()
        node.rules += (rule,)

    def child(self, segment: str) -> Node:
        """The node behind this literal segment, made where there is none."""
        child = self.static.get(segment)
        if child is None:
            only = self.only and not self.moves and not (segment == "" and self.rules)
            child = self.static[segment] = Node((*self.order, 0), only=only)
        return child

    def _behind(self, part: RulePart) -> Node:
        """The node behind this part, made where there is none."""
        if part.static:
            return self.child(part.content)
        key = (part.content, part.final, part.suffixed, *part.weight.argument_weights)
        move = self._known.get(key)
        if move is None:
            order = (*self.order, len(self._known) + 1)
            move = Move(part, Node(order, only=self.only and not self.moves))
            self._known[key] = move
            # Before the moves, so that no reader takes what is behind them for surer than it is.
            for node in (*self.static.values(), *(other.node for other in self.moves)):
                node._doubt()
            moves = list(self.moves)
            insort(moves, move, key=_weight)
            # Likewise for quicker.
            self.quick = self.quick and move.whole and not any(other.final for other in moves[:-1])
            self.moves = tuple(moves)
        return move.node

    def _doubt(self) -> None:
        """Note that a path that leads here may lead elsewhere as well."""
        if self.only:
            self.only = False
            for node in (*self.static.values(), *(move.node for move in self.moves)):
                node._doubt()

    def first_way(self, segments: Sequence[str]) -> tuple[Node | None, list[str], bool]:
        """Where Werkzeug's matcher would look first, which mostly is where it finds something.

        The node at the end of that way (None where it ends before), the texts of its variables, and
        whether nothing else can match, so that what is not there is nowhere.
        """
        node = self
        texts: list[str] = []
        rest = iter(segments)
        for segment in rest:
            child = node.static.get(segment)
            if child is None:
                moves = node.moves  # before `quick`, which a writer changes first
                for move in moves if node.quick else ():
                    text = "/".join((segment, *rest)) if move.final else segment
                    if move.accepts(text):
                        texts.append(text)
                        node = move.node
                        break
                else:
                    # A slash too many leads to rules that forgive it.
                    sure = node.only and node.quick and not (segment == "" and node.rules)
                    return None, texts, sure
            else:
                node = child
        # An empty text, too, may be a slash too many.
        return node, texts, node.only and "" not in texts

    def reach(self, segments: Sequence[str]) -> Iterator[Node]:
        """Where rules end that could match, if each variable took whatever stands in its place."""
        here: list[Node] = [self]
        before: list[Node] = []
        ends: list[Node] = []
        for segment in segments:
            before, here = here, []
            if not before:
                break
            for node in before:
                child = node.static.get(segment)
                if child is not None:
                    here.append(child)
                for move in node.moves:
                    (ends if move.final else here).append(move.node)
        # A slash at the end may be one too many, or missing.
        if segments and not segments[-1]:
            ends += before
        for node in (*ends, *here):
            for end in (node, node.static.get("")):
                if end is not None and end.rules:
                    yield end


class Move:
    """A way from one node to another, over text that a part of a rule matches."""

    __slots__ = ("accepts", "final", "groups", "match", "node", "part", "suffixed", "whole")

    def __init__(self, part: RulePart, node: Node) -> None:
        weight = part.weight
        self.part = part
        self.node = node
        self.final = part.final
        """Whether it takes all that is left of the path, not one segment."""
        self.suffixed = part.suffixed
        """Whether its last group tells of a slash at the end."""
        self.whole = (
            not part.suffixed and not weight.static_weights and len(weight.argument_weights) == 1
        )
        """Whether all that it takes is the text of one variable."""
        self.groups: tuple[str, ...] = ()
        """The groups that hold the variables' texts, known after the first match."""
        self.match: Callable[[str], re.Match[str] | None] = self._compile_and_match
        any_segment = part.content == ANY_SEGMENT
        self.accepts: Callable[[str], object] = len if any_segment else self._compile_and_match
        """Like ``match``, but only whether the result is true means anything."""

    def _compile_and_match(self, text: str) -> re.Match[str] | None:
        # Expressions compile on their first use: most rules of a large map stay unused for long.
        pattern = re.compile(self.part.content)
        numbered = (name for name in pattern.groupindex if name.startswith("__werkzeug_"))
        self.groups = tuple(sorted(numbered, key=lambda name: int(name[11:])))
        self.match = pattern.match
        if self.accepts is not len:
            self.accepts = pattern.match
        return pattern.match(text)


def _weight(move: Move) -> Weighting:
    return move.part.weight
