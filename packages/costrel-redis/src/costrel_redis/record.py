"""A session's content as the fields of a hash, and what of them a request changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FLASHES = "_flashes"
"""The key under which the framework keeps flashed messages."""

VALUE = "="
"""What the name of a field begins with that holds the value under a key."""

_FLASH = "+"

Write = Callable[[Any], str]
Read = Callable[[str], Any]


@dataclass(slots=True)
class Record:
    """What is stored of a session, so far as it is known here; all values are texts.

    :param values: the fields that hold values.
    :param flashes: the fields that hold flashed messages, the oldest first.
    :param user: whose the session is; empty for nobody's.
    """

    values: dict[str, str] = field(default_factory=dict[str, str])
    flashes: dict[str, str] = field(default_factory=dict[str, str])
    user: str = ""

    @classmethod
    def of(cls, fields: Iterable[str]) -> "Record":
        """The record that names and values of fields, in turn, stand for."""
        pairs = iter(fields)
        found = dict(zip(pairs, pairs, strict=True))
        flashes = sorted((name for name in found if name.startswith(_FLASH)), key=_number)
        return cls(
            {name: text for name, text in found.items() if name.startswith(VALUE)},
            {name: found[name] for name in flashes},
            found.get("user", ""),
        )

    def content(self, read: Read) -> dict[str, Any]:
        """What the session holds."""
        content = {name.removeprefix(VALUE): read(text) for name, text in self.values.items()}
        if self.flashes:
            content[FLASHES] = [read(text) for text in self.flashes.values()]
        return content


@dataclass(frozen=True, slots=True)
class Changes:
    """What a request changed of a session."""

    values: Mapping[str, str]
    gone: tuple[str, ...]
    flashes: tuple[str, ...]
    after: Record
    """What is stored if it is carried out; the flashed messages are not in it yet."""

    def __bool__(self) -> bool:
        return bool(self.values or self.gone or self.flashes)

    def stored(self, last: int) -> Record:
        """What is stored now that it was carried out.

        :param last: the number that the last flashed message got.
        """
        first = last - len(self.flashes) + 1
        self.after.flashes.update(
            {f"{_FLASH}{first + at}": text for at, text in enumerate(self.flashes)}
        )
        return self.after


def changes(before: Record, content: Mapping[str, Any], user: str, write: Write) -> Changes:
    """What has to be stored of ``content``: what a text shows to be another one than it was.

    So a list that was changed in its place is stored, and what another request changed meanwhile is
    left alone. Flashed messages come and go one by one.
    """
    values = {f"{VALUE}{key}": write(value) for key, value in content.items() if key != FLASHES}
    texts = [write(message) for message in content.get(FLASHES) or ()]
    shown = len(before.flashes)
    grown = texts[:shown] == list(before.flashes.values())
    gone = [name for name in before.values if name not in values]
    return Changes(
        {name: text for name, text in values.items() if before.values.get(name) != text},
        (*gone, *(() if grown else before.flashes)),
        tuple(texts[shown:] if grown else texts),
        Record(values, dict(before.flashes) if grown else {}, user),
    )


def _number(name: str) -> int:
    return int(name.removeprefix(_FLASH))
