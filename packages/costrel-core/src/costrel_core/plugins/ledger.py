"""The book of who put what where; everything that explains an application reads it."""

import inspect
from collections.abc import Hashable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from .source import Source


class Absent:
    """The type of ``ABSENT``, which stands where there was nothing, or is nothing now."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


class Entry(NamedTuple):
    """One thing that a plugin put into the application.

    :param kind: the registry, such as ``view_functions``, or ``config default``, ``slot``,
        ``command``, ``wsgi application``.
    :param key: its name there, a tuple where registries are nested.
    :param owner: where the plugin comes from.
    :param value: the thing itself; ABSENT if the plugin removed it.
    :param replaced: what was there before; ABSENT if nothing was.
    :param maker: the hook implementation that put it there.
    :param effective: False if another plugin's or the application's value is used.
    """

    kind: str
    key: Hashable
    owner: Source
    value: Any
    replaced: Any = ABSENT
    maker: Any = None
    effective: bool = True

    @property
    def path(self) -> tuple[Any, ...]:
        """The key as a tuple, whether registries are nested or not."""
        key: Any = self.key
        return tuple(key) if issubclass(type(key), tuple) else (key,)

    @property
    def place(self) -> str | None:
        """File and line, as ``/srv/acme.py:12``: of the thing, or else of what put it there."""
        return place_of(self.value) or place_of(self.maker)


class Ledger:
    """The entries of one application, in the order in which they were made."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def record(self, entry: Entry) -> None:
        """Add an entry."""
        self._entries.append(entry)

    def renew(self, entry: Entry) -> None:
        """Add an entry in place of those of its kind and key that its owner has."""
        mark = (entry.kind, entry.key, entry.owner)
        self._entries = [
            each for each in self._entries if (each.kind, each.key, each.owner) != mark
        ]
        self._entries.append(entry)

    def replace(self, kind: str, entries: Iterable[Entry]) -> None:
        """Have these entries of a kind, and no others."""
        self._entries = [*(each for each in self._entries if each.kind != kind), *entries]

    def confirm(self, entry: Entry) -> None:
        """Note that the value of ``entry`` is used, after all."""
        # By identity, since what somebody registered may be equal to anything.
        self._entries = [
            each._replace(effective=True) if each is entry else each for each in self._entries
        ]

    def forget(self, owner: Source) -> None:
        """Drop what a plugin owns that was left out."""
        self._entries = [entry for entry in self._entries if entry.owner is not owner]

    def entries(
        self, kind: str | None = None, key: Hashable = ABSENT, owner: str | None = None
    ) -> tuple[Entry, ...]:
        """The entries of that kind, key and plugin name; each may be left open."""
        return tuple(
            entry
            for entry in self._entries
            if kind in {None, entry.kind}
            and (key is ABSENT or entry.key == key)
            and owner in {None, entry.owner.name}
        )


def place_of(thing: Any) -> str | None:
    """File and line of a function, class, command or view, as ``/srv/acme.py:12``; else None."""
    try:
        thing = _behind(thing)
        code = getattr(thing, "__code__", None)
        if inspect.iscode(code):
            return f"{Path(code.co_filename)}:{code.co_firstlineno}"
        if not isinstance(thing, type):
            return None
        return f"{inspect.getsourcefile(thing)}:{inspect.getsourcelines(thing)[1]}"
    except Exception:  # noqa: BLE001  # made at run time, in C, or a proxy of what is not there now
        return None


def _behind(thing: Any) -> Any:
    """What somebody wrote, of the view, command or partial that was made of it."""
    # By its type and statically, since a proxy would answer for what it stands for.
    if issubclass(type(thing), partial):
        return _behind(thing.func)
    if not issubclass(type(thing), type):
        for attribute in ("view_class", "callback"):
            inner = inspect.getattr_static(thing, attribute, None)
            if callable(inner):
                return _behind(inner)
    return inspect.unwrap(thing) if callable(thing) else thing
