"""A rule that is checked when it is added and learns to build URLs on its first use."""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the matcher of a map. The differential test notices a change.
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

from werkzeug.routing import Map
from werkzeug.routing import rules as werkzeug

from .candidates import CandidateMatcher
from .endings import Ending, Endings
from .patterns import tame

Builder = Callable[..., tuple[str, str]]

UNUSABLE: Final = frozenset({"None", "True", "False", "__debug__"})
"""Names that no argument of a function, and therefore no variable of a rule, can have."""


class Rule(werkzeug.Rule):
    """Werkzeug's rule, many times faster to add and bounded in what its matching can cost.

    Syntax, converters, names and defaults are checked when it is bound to a map. The two functions
    that build its URLs, which cost most of the time, are compiled on their first call.

    After a change of an attribute of a bound rule call ``refresh()``; only ``methods`` may change
    without.
    """

    def bind(self, map: Map, rebind: bool = False) -> None:  # noqa: A002  # Werkzeug's name
        """Check the rule against its map and its converters.

        :raises LookupError: it names a converter that the map does not have.
        :raises RuntimeError: it is bound already.
        :raises ValueError: its syntax is wrong.
        """
        super().bind(map, rebind)
        if rebind:
            if isinstance(map._matcher, CandidateMatcher):
                map._matcher.replant()
            map._remap = True  # as after any change; the index of the map notices

    def compile(self) -> None:
        """Parse the rule, and compile at once what could fail to compile later."""
        super().compile()
        if self._can_fail_to_build():
            super()._compile_builder()

    def _parse_rule(self, rule: str) -> Iterator[werkzeug.RulePart]:
        # Most segments are literal, and what follows is as in other rules: neither needs a parser.
        head, _, _ = rule.partition("<")
        *literal, rest = head.split("/")
        for segment in literal:
            self._trace += ((False, segment), (False, "/")) if segment else ((False, "/"),)
            yield _literal_part(segment)
        rest = rule[len(head) - len(rest) :]
        try:
            ending = self._ending(rest) if "<" in rest else _literal_ending(rest)
        except ValueError:
            yield from super()._parse_rule(rule)  # raises the same again, naming the whole rule
        else:
            self._trace += ending.trace
            self._converters.update(ending.converters)
            self.arguments.update(ending.converters)  # pyright: ignore[reportUnknownMemberType]  # a set
            yield from ending.parts

    def _ending(self, text: str) -> Ending:
        """What the rule ends with, parsed unless the map has another rule with that ending."""
        endings: Endings | None = getattr(self.map, "endings", None)
        if endings is None or type(self).get_converter is not werkzeug.Rule.get_converter:
            return self._parse_ending(text)
        ending = endings.find(text, self.map.converters)
        if ending is None:
            ending = self._parse_ending(text)
            endings.keep(text, ending)
        return ending

    def _parse_ending(self, text: str) -> Ending:
        before = self._trace, self._converters
        self._trace, self._converters = [], {}
        try:
            start = 0
            parts: list[werkzeug.RulePart] = []
            for part in super()._parse_rule(text):
                if not part.static:
                    part.content = tame(part.content, self._trace[start:], self._converters)
                parts.append(part)
                start = len(self._trace)
            return Ending(tuple(parts), tuple(self._trace), self._converters)
        finally:
            self._trace, self._converters = before

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        return _build_with_query if append_unknown else _build

    def learn_to_build(self, *, append_unknown: bool) -> Builder:
        """The compiled builder of Werkzeug's, which takes the place of the one that called."""
        function: Any = super()._compile_builder(append_unknown)
        builder: Builder = function.__get__(self, None)
        setattr(self, "_build_unknown" if append_unknown else "_build", builder)
        return builder

    def _can_fail_to_build(self) -> bool:
        """Whether a name or a default's value could be refused, which has to show at once."""
        if not self.defaults and not self._converters:
            return False
        names = [text for is_variable, text in self._trace if is_variable]
        names.extend(map(str, self.defaults or ()))
        # A name that occurs twice is a mistake, or a variable with a default to be put into the URL.
        return len(set(names)) < len(names) or not UNUSABLE.isdisjoint(names)


def _build(rule: Rule, /, **values: Any) -> tuple[str, str]:
    return rule.learn_to_build(append_unknown=False)(**values)


def _build_with_query(rule: Rule, /, **values: Any) -> tuple[str, str]:
    return rule.learn_to_build(append_unknown=True)(**values)


@lru_cache(maxsize=4096)
def _literal_part(segment: str) -> werkzeug.RulePart:
    """What Werkzeug makes of a segment without variables; shared, as nobody changes it."""
    return werkzeug.RulePart(
        content=segment,
        final=False,
        static=True,
        suffixed=False,
        weight=_literal_weight(len(segment)),
    )


@lru_cache(maxsize=64)
def _literal_weight(length: int) -> werkzeug.Weighting:
    weights = [(0, -length)] if length else []
    return werkzeug.Weighting(-len(weights), weights, 0, [])


@lru_cache(maxsize=4096)
def _literal_ending(segment: str) -> Ending:
    return Ending((_literal_part(segment),), ((False, segment),) if segment else (), {})
