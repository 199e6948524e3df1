"""What rules end with, from the first variable on: parsed once for all rules that end alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from werkzeug.routing import BaseConverter
from werkzeug.routing.rules import RulePart

from .converters import CONVERTERS

CAPACITY: Final = 1024
"""How many endings a map keeps at most; more than that are as different as rules can be."""

_STATELESS: Final = frozenset(CONVERTERS.values())
"""Converters that rules can share: one's own may be different for each rule."""


class Ending:
    """The end of a rule, parsed; nobody changes it.

    :param converters: by the name of their variable.
    """

    __slots__ = ("converters", "parts", "trace")

    def __init__(
        self,
        parts: tuple[RulePart, ...],
        trace: tuple[tuple[bool, str], ...],
        converters: Mapping[str, BaseConverter],
    ) -> None:
        self.parts = parts
        self.trace = trace
        self.converters = converters


class Endings:
    """The endings that a map's rules share, by their text."""

    __slots__ = ("_kinds", "_known")

    def __init__(self) -> None:
        self._known: dict[str, Ending] = {}
        self._kinds: Mapping[str, type[BaseConverter]] = {}

    def find(self, text: str, kinds: Mapping[str, type[BaseConverter]]) -> Ending | None:
        """The ending as it was parsed for another rule; None where none has it.

        :param kinds: the converters that the map has now, by name.
        """
        # They are a plain dict, and with a new one the same text may mean something else.
        if kinds != self._kinds:
            self._known, self._kinds = {}, dict(kinds)
        return self._known.get(text)

    def keep(self, text: str, ending: Ending) -> None:
        """Let later rules find it, unless its converters may be a rule's own."""
        if _STATELESS.issuperset(map(type, ending.converters.values())):
            if len(self._known) >= CAPACITY:
                self._known.clear()
            self._known[text] = ending
