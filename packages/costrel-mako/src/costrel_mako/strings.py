"""Templates that are given as source, compiled once."""

from threading import Lock

from .lookup import Lookup
from .template import Template

CAPACITY = 256
"""How many sources are kept; the oldest make room."""

LONGEST = 16_384
"""The longest source that is kept, in characters."""


class CompiledStrings:
    """The templates of recent sources.

    A source always gives the same template, since filters and the like are looked up when it is
    rendered; only whether it escapes is for the application to say each time.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._kept: dict[tuple[str, bool], Template] = {}
        self._adding = Lock()

    def template(self, source: str) -> Template:
        """The template of that source."""
        key = source, self._lookup.escapes(None)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._lookup.compile(None, text=source)
            if len(source) <= LONGEST:
                self._keep(key, kept)
        return kept

    def _keep(self, key: tuple[str, bool], template: Template) -> None:
        with self._adding:
            self._kept.pop(key, None)
            if len(self._kept) >= CAPACITY:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = template
