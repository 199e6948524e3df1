"""The lock: a file that says which plugins an application starts with, and refuses all others."""

import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from json import dumps
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from costrel_spec.errors import LockInvalid

from .environment import LOCK, spelling

FILE = "costrel.lock"
"""The lock of an application is the file of this name in its ``root_path``."""

FORMAT = 1

_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""What may be a key of TOML without quotation marks."""

_HEAD = """\
# What this application starts with. Made by the command `lock`; do not edit it, make it anew.
"""


class LockedPlugin(NamedTuple):
    """One plugin, as a lock has it; distribution and version are None for what is not installed.

    :param optional: whether the application may start without it, should it fail.
    :param used: whether it comes by ``use()``, which is after the constructor.
    """

    name: str
    distribution: str | None
    version: str | None
    optional: bool = False
    used: bool = False


class Lock(NamedTuple):
    """The plugins of an application in their order, who fills its slots, and who hears which hook."""

    plugins: tuple[LockedPlugin, ...] = ()
    slots: Mapping[str, str] = MappingProxyType({})
    hooks: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @property
    def digest(self) -> str:
        """A name of exactly this content: ``sha256:`` and 64 hexadecimal digits."""
        content = dumps(
            {
                "plugins": [plugin._asdict() for plugin in self.plugins],
                "slots": dict(self.slots),
                "hooks": dict(self.hooks),
            },
            sort_keys=True,
            separators=(",", ":"),
        )
        return "sha256:" + sha256(content.encode()).hexdigest()

    @property
    def names(self) -> frozenset[str]:
        """The names of the plugins."""
        return frozenset(plugin.name for plugin in self.plugins)

    @property
    def by_name(self) -> "Lock":
        """The same without an order of its own, for where some plugins are not there to be ordered."""
        return Lock(
            tuple(sorted(self.plugins, key=lambda plugin: plugin.name)),
            self.slots,
            {hook: tuple(sorted(names)) for hook, names in self.hooks.items()},
        )

    @property
    def text(self) -> str:
        """The content of the file: TOML, with the digest."""
        return "\n".join((*_lines(self), ""))

    def changes(self, now: "Lock") -> Iterator[str]:
        """What is different in ``now``, a sentence each; nothing where the two are equal."""
        for name in sorted(now.names - self.names):
            yield f"The plugin {name!r} came."
        for name in sorted(self.names - now.names):
            yield f"The plugin {name!r} went."
        both = self.names & now.names
        earlier = {plugin.name: plugin for plugin in self.plugins}
        for plugin in now.plugins:
            if plugin.name in both:
                yield from _changes(earlier[plugin.name], plugin)
        yield from _orders("The order of plugins", _names(self, both), _names(now, both))
        for slot in sorted({*self.slots, *now.slots}):
            before, after = self.slots.get(slot), now.slots.get(slot)
            if before != after:
                yield f"The slot {slot!r} was filled by {before!r}; now by {after!r}."
        for hook in sorted({*self.hooks, *now.hooks}):
            heard, hears = (
                [name for name in lock.hooks.get(hook, ()) if name in both] for lock in (self, now)
            )
            yield from _orders(f"The hook {hook}", heard, hears)

    def write(self, path: Path) -> None:
        """Replace the file at ``path``, whole or not at all.

        :raises LockInvalid: where it can't be written.
        """
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            try:
                beside.write_text(self.text, encoding="utf-8")
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
        except OSError as error:
            raise LockInvalid(
                f"The lock {path} can't be written: {error}. Make its folder writable, or name"
                f" another file in {LOCK}."
            ) from error

    @classmethod
    def read(cls, path: Path) -> "Lock":
        """The lock in the file at ``path``.

        :raises LockInvalid: where the file can't be read, or is not what the command wrote.
        """
        import tomllib  # noqa: PLC0415  # few applications have a lock, and it takes 2 ms

        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
            if found.get("format") != FORMAT:
                raise _invalid(path, f"has the format {found.get('format')!r}, not {FORMAT}")
            lock = cls(
                tuple(_plugin(each) for each in found.get("plugin", ())),
                dict(found["slots"]),
                {hook: tuple(names) for hook, names in found["hooks"].items()},
            )
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise _invalid(path, f"can't be read: {error}") from None
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _invalid(path, f"is no lock: {error!r}") from None
        if lock.digest != found.get("digest"):
            raise _invalid(path, "was edited: its digest does not fit its content")
        return lock


def lock_path(root: str, environ: Mapping[str, str]) -> Path | None:
    """The lock of an application in the folder ``root``; None where it has none.

    :raises LockInvalid: if the environment names a file that is not there.
    """
    named = environ.get(LOCK)
    if named is None:
        # Asked of the system directly: every application asks, and few have one.
        # A link that leads nowhere counts, for a lock that can't be read must not go unnoticed.
        path = os.path.join(root, FILE)
        return Path(path) if os.path.lexists(path) else None
    if named and not os.path.exists(named):
        raise LockInvalid(
            f"{spelling(environ, LOCK)} names {named!r}, and there is no such file. Write one with the"
            f" command `lock`, or unset {spelling(environ, LOCK)}."
        )
    return Path(named) if named else None


def lock_target(root: str, environ: Mapping[str, str]) -> Path:
    """Where the lock of an application in the folder ``root`` belongs, whether it is there or not."""
    return Path(environ.get(LOCK) or os.path.join(root, FILE))


def _invalid(path: Path, what: str) -> LockInvalid:
    return LockInvalid(f"The lock {path} {what}. Make it anew with the command `lock`.")


def _plugin(given: Mapping[str, Any]) -> LockedPlugin:
    return LockedPlugin(
        given["name"],
        given.get("distribution"),
        given.get("version"),
        given["optional"],
        given["used"],
    )


def _lines(lock: Lock) -> Iterator[str]:
    yield f"{_HEAD}format = {FORMAT}"
    yield f"digest = {_toml(lock.digest)}"
    for plugin in lock.plugins:
        yield "\n[[plugin]]"
        for key, value in plugin._asdict().items():
            if value is not None:
                yield f"{key} = {_toml(value)}"
    for title, table in (("slots", lock.slots), ("hooks", lock.hooks)):
        yield f"\n[{title}]"
        for key, value in sorted(table.items()):
            yield f"{key if _BARE.fullmatch(key) else _toml(key)} = {_toml(value)}"


def _toml(value: object) -> str:
    """A string, a list of strings or a boolean, which JSON and TOML write alike, but for one sign."""
    return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _changes(before: LockedPlugin, now: LockedPlugin) -> Iterator[str]:
    for what, was, is_ in (
        ("distribution", before.distribution, now.distribution),
        ("version", before.version, now.version),
    ):
        if was != is_:
            yield f"The {what} of the plugin {now.name!r} was {was}; now it is {is_}."
    if before.used != now.used:
        yield f"The plugin {now.name!r} {'now comes' if now.used else 'no longer comes'} by use()."
    if before.optional != now.optional:
        yield f"The plugin {now.name!r} {'became' if now.optional else 'is no longer'} optional."


def _names(lock: Lock, among: frozenset[str]) -> list[str]:
    return [plugin.name for plugin in lock.plugins if plugin.name in among]


def _orders(what: str, before: list[str], now: list[str]) -> Iterator[str]:
    if before != now:
        yield f"{what} was {', '.join(before) or 'empty'}; now {', '.join(now) or 'empty'}."
