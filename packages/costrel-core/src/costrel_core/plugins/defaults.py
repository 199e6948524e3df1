"""The configuration that plugins suggest; of a key that several have, the first one's counts."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from .ledger import ABSENT, Entry, Ledger
from .source import Source

KIND = "config default"


class Defaults:
    """The suggestions of one application's plugins, as its ledger has them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._config: MutableMapping[Any, Any] = {}

    def suggest(self, owner: Source, values: Mapping[str, Any], maker: Any) -> None:
        """Note what a plugin suggests; nothing of it counts before ``apply``."""
        for key, value in values.items():
            self._ledger.record(Entry(KIND, key, owner, value, maker=maker, effective=False))

    def apply(self, config: MutableMapping[Any, Any]) -> None:
        """Put into ``config`` what it lacks."""
        self._config = config
        for key in dict.fromkeys(entry.key for entry in self._ledger.entries(KIND)):
            if key not in config:
                self._take(key)

    def withdraw(self, owner: Source) -> None:
        """Drop what a plugin owns that is left out; of its values those that nobody changed."""
        effective = [
            entry for entry in self._ledger.entries(KIND, owner=owner.name) if entry.effective
        ]
        self._ledger.forget(owner)
        for entry in effective:
            if self._config.get(entry.key, ABSENT) is entry.value:
                del self._config[entry.key]
                self._take(entry.key)

    def _take(self, key: Any) -> None:
        """Let the first suggestion that is left count, if there is one."""
        for entry in self._ledger.entries(KIND, key)[:1]:
            self._config[key] = entry.value
            self._ledger.confirm(entry)
