"""JSON that keeps what JSON has no type for: tuples, bytes, markup, UUIDs and times.

A value of such a type is written as an object with one key, its tag: ``{" t":[1,2]}`` is a tuple.
The form is Flask's, so that either side reads what the other one wrote.
"""

from base64 import b64decode, b64encode
from datetime import datetime
from types import NoneType
from typing import Any
from uuid import UUID

from markupsafe import Markup
from werkzeug.http import http_date, parse_date

from .json_text import dumps, loads

_ATOMS = frozenset({str, int, float, bool, NoneType})
"""Types that JSON has; a value of exactly these is no business of the standard tags."""


class JSONTag:
    """How values of one type are written and read; the base of tags of one's own.

    The interface is Flask's: a subclass has ``check``, ``to_json`` and ``to_python``, and what it lacks
    raises NotImplementedError, as existing tags and their tests expect.

    :param serializer: the serializer that the tag is registered with.
    """

    __slots__ = ("serializer",)

    key: str = ""
    """What marks the values; without a key they are only walked through."""

    def __init__(self, serializer: "TaggedJSONSerializer") -> None:
        self.serializer = serializer

    def check(self, value: Any) -> bool:
        """Whether this tag is the one for ``value``."""
        raise NotImplementedError(f"{type(self).__name__} must define check(value).")

    def to_json(self, value: Any) -> Any:
        """What stands for ``value`` behind the key, made of types that JSON has."""
        raise NotImplementedError(f"{type(self).__name__} must define to_json(value).")

    def to_python(self, value: Any) -> Any:
        """The value that was written as ``value``; the key is gone already."""
        raise NotImplementedError(f"{type(self).__name__} must define to_python(value).")

    def tag(self, value: Any) -> Any:
        """``value`` as it is written, with its key."""
        return {self.key: self.to_json(value)}


class TagDict(JSONTag):
    """A dict whose only key is some tag's; a suffix keeps it from being taken for one."""

    __slots__ = ()
    key = " di"

    def check(self, value: Any) -> bool:
        """Whether ``value`` would be taken for something tagged."""
        return issubclass(value.__class__, dict) and self.serializer.is_ambiguous(value)

    def to_json(self, value: Any) -> Any:
        """The dict with a longer key."""
        [(key, content)] = value.items()
        return {f"{key}__": self.serializer.tag(content)}

    def to_python(self, value: Any) -> Any:
        """The dict with its own key."""
        key = next(iter(value))
        return {key[:-2]: value[key]}


class PassDict(JSONTag):
    """Any other dict, whose values are tagged."""

    __slots__ = ()

    def check(self, value: Any) -> bool:
        """Whether ``value`` is a dict."""
        return isinstance(value, dict)

    def to_json(self, value: Any) -> Any:
        """The dict with tagged values."""
        tag = self.serializer.tag
        return {key: tag(content) for key, content in value.items()}

    tag = to_json


class TagTuple(JSONTag):
    """A tuple."""

    __slots__ = ()
    key = " t"

    def check(self, value: Any) -> bool:
        """Whether ``value`` is a tuple."""
        return isinstance(value, tuple)

    def to_json(self, value: Any) -> Any:
        """A list of the tagged items."""
        return [self.serializer.tag(item) for item in value]

    def to_python(self, value: Any) -> Any:
        """The tuple."""
        return tuple(value)


class PassList(JSONTag):
    """A list, whose items are tagged."""

    __slots__ = ()

    def check(self, value: Any) -> bool:
        """Whether ``value`` is a list."""
        return isinstance(value, list)

    def to_json(self, value: Any) -> Any:
        """The list of the tagged items."""
        return [self.serializer.tag(item) for item in value]

    tag = to_json


class TagBytes(JSONTag):
    """Bytes, written in base64."""

    __slots__ = ()
    key = " b"

    def check(self, value: Any) -> bool:
        """Whether ``value`` is bytes."""
        return isinstance(value, bytes)

    def to_json(self, value: Any) -> Any:
        """The text in base64."""
        return b64encode(value).decode("ascii")

    def to_python(self, value: Any) -> Any:
        """The bytes."""
        return b64decode(value)


class TagMarkup(JSONTag):
    """Anything with ``__html__()``, written as that; it is read as ``Markup``."""

    __slots__ = ()
    key = " m"

    def check(self, value: Any) -> bool:
        """Whether ``value`` says what it is in HTML."""
        return callable(getattr(value, "__html__", None))

    def to_json(self, value: Any) -> Any:
        """The HTML."""
        return str(value.__html__())

    def to_python(self, value: Any) -> Any:
        """The HTML, marked as safe."""
        return Markup(value)  # noqa: S704  # it was safe when it was signed


class TagUUID(JSONTag):
    """A UUID, written in hexadecimal digits."""

    __slots__ = ()
    key = " u"

    def check(self, value: Any) -> bool:
        """Whether ``value`` is a UUID."""
        return isinstance(value, UUID)

    def to_json(self, value: Any) -> Any:
        """The digits."""
        return value.hex

    def to_python(self, value: Any) -> Any:
        """The UUID."""
        return UUID(value)


class TagDateTime(JSONTag):
    """A time, written as an HTTP date: to the second, and read in UTC."""

    __slots__ = ()
    key = " d"

    def check(self, value: Any) -> bool:
        """Whether ``value`` is a datetime."""
        return isinstance(value, datetime)

    def to_json(self, value: Any) -> Any:
        """The HTTP date."""
        return http_date(value)

    def to_python(self, value: Any) -> Any:
        """The time in UTC."""
        return parse_date(value)


class TaggedJSONSerializer:
    """Writes and reads JSON with tags; the JSON itself is the current application's."""

    __slots__ = ("_standard", "order", "tags")

    default_tags: list[type[JSONTag]] = [  # noqa: RUF012  # a subclass extends it, and Flask's is a list
        TagDict,
        PassDict,
        TagTuple,
        PassList,
        TagBytes,
        TagMarkup,
        TagUUID,
        TagDateTime,
    ]
    """The tags of every serializer, in the order in which they are tried."""

    def __init__(self) -> None:
        self.tags: dict[str, JSONTag] = {}
        self.order: list[JSONTag] = []
        for tag_class in self.default_tags:
            self.register(tag_class)
        standard = type(self) is TaggedJSONSerializer and tuple(self.default_tags) == _STANDARD
        self._standard = self.order.copy() if standard else None

    def register(
        self, tag_class: type[JSONTag], force: bool = False, index: int | None = None
    ) -> None:
        """Add a tag; KeyError where its key is taken.

        :param force: take the key all the same.
        :param index: where among the tags it is tried; None: last. A tag for a subclass of dict,
            list, tuple or bytes has to come before theirs.
        """
        tag = tag_class(self)
        if tag.key:
            if tag.key in self.tags and not force:
                raise KeyError(
                    f"Tag {tag.key!r} is already registered, by"
                    f" {type(self.tags[tag.key]).__name__}. Choose another key, or pass force=True."
                )
            self.tags[tag.key] = tag
        self.order.insert(len(self.order) if index is None else index, tag)

    def tag(self, value: Any) -> Any:
        """``value`` as it is written, made of types that JSON has."""
        for tag in self.order:
            if tag.check(value):
                return tag.tag(value)
        return value

    def untag(self, value: dict[str, Any]) -> Any:
        """What ``value`` stands for; itself where its only key is no tag's."""
        if len(value) == 1:
            [(key, content)] = value.items()
            if key in self.tags:
                return self.tags[key].to_python(content)
        return value

    def is_ambiguous(self, value: dict[str, Any]) -> bool:
        """Whether ``value``, written as it is, would be taken for something tagged."""
        return len(value) == 1 and next(iter(value)) in self.tags

    def tag_all(self, value: Any) -> Any:
        """What ``tag`` returns, sooner where the tags are the standard ones."""
        return self._quick(value) if self.order == self._standard else self.tag(value)

    def untag_all(self, value: Any) -> Any:
        """What ``value`` stands for, and all that is in it."""
        kind: Any = value.__class__
        untagged = self.untag_all
        if issubclass(kind, dict):
            return self.untag(
                {
                    key: content if type(content) in _ATOMS else untagged(content)
                    for key, content in value.items()
                }
            )
        if issubclass(kind, list):
            return [untagged(item) for item in value]
        return value

    def dumps(self, value: Any) -> str:
        """The JSON text of ``value``."""
        return dumps(self.tag_all(value))

    def loads(self, value: str) -> Any:
        """The object that JSON text describes."""
        return self.untag_all(loads(value))

    def _quick(self, value: Any) -> Any:
        kind: Any = value.__class__
        quick = self._quick
        if kind in _ATOMS:
            return value
        if kind is list:
            return [quick(item) for item in value]
        if kind is dict and not self.is_ambiguous(value):
            return {
                key: content if type(content) in _ATOMS else quick(content)
                for key, content in value.items()
            }
        return self.tag(value)


_STANDARD = tuple(TaggedJSONSerializer.default_tags)
