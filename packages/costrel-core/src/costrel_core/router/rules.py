"""A rule that is checked when it is added and learns to build URLs on its first use."""

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the matcher of a map. The differential test notices a change.

from collections.abc import Callable, Iterator
from typing import Any, Final

from werkzeug.routing import Map
from werkzeug.routing import rules as werkzeug

from .candidates import CandidateMatcher
from .patterns import tame

UNUSABLE: Final = frozenset({"None", "True", "False", "__debug__"})
"""Names that no argument of a function, and therefore no variable of a rule, can have."""


class Rule(werkzeug.Rule):
    """Werkzeug's rule, many times faster to add and bounded in what its matching can cost.

    Syntax, converters, names and defaults are checked when it is bound to a map. The two functions
    that build its URLs, which cost most of the time, are compiled when they are first called.

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

    def _parse_rule(self, rule: str) -> Iterator[werkzeug.RulePart]:
        start = len(self._trace)
        for part in super()._parse_rule(rule):
            if not part.static:
                part.content = tame(part.content, self._trace[start:], self._converters)
            yield part
            start = len(self._trace)

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_now = super()._compile_builder
        if self._can_fail_to_compile():
            return compile_now(append_unknown)

        def compile_and_build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            function: Any = compile_now(append_unknown)
            builder = function.__get__(rule, None)
            setattr(rule, "_build_unknown" if append_unknown else "_build", builder)
            result: tuple[str, str] = builder(**values)
            return result

        return compile_and_build

    def _can_fail_to_compile(self) -> bool:
        """Whether a name or the value of a default could be refused, which must show at once."""
        defaults = self.defaults or {}
        names = [text for is_variable, text in self._trace if is_variable]
        if not defaults.keys().isdisjoint(names):
            return True
        names.extend(map(str, defaults))
        return len(set(names)) < len(names) or not UNUSABLE.isdisjoint(names)
