"""What changed in an application's registries since a moment, and the way back to it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from operator import is_
from typing import Any, cast

from werkzeug.routing import Map

from .ledger import ABSENT
from .rules import RuleSnapshot

DEPTH = 4
"""How deep registries are nested: error handlers by blueprint, by code, by class, is three."""

_Found = tuple[tuple[Hashable, ...], Any, Any]
"""The path to something that changed, what it is now, what it was before."""


class Change:
    """Something that is in a registry now and was not before; ABSENT stands for nothing.

    :param key: its name in the registry; a tuple where registries are nested, None in a plain list.
    """

    __slots__ = ("key", "registry", "replaced", "value")

    def __init__(self, registry: str, key: Hashable, value: Any, replaced: Any) -> None:
        self.registry = registry
        self.key = key
        self.value = value
        self.replaced = replaced


class Snapshot:
    """The registries at the moment at which it is made.

    A registry is a dict, a list, a set, a URL map, or ``Fields``. All is compared by identity, since
    ``==`` on what somebody registered may be slow, fail, or deceive.
    """

    __slots__ = ("_copies", "_own")

    def __init__(self, registries: Mapping[str, Any]) -> None:
        # One that is found inside another, as the config is in Jinja's globals, has its own copy.
        self._own = frozenset(map(id, registries.values()))
        self._copies: dict[str, _Copy] = {}
        self.watch(registries)

    def watch(self, registries: Mapping[str, Any]) -> None:
        """Take in registries that have come since, as they are now."""
        for name, each in registries.items():
            if name not in self._copies:
                self._copies[name] = _whole_copy(each, self._own)

    def changes(self, registries: Mapping[str, Any] | None = None) -> Iterator[Change]:
        """What is different now.

        :param registries: what there is now; those that have come since are taken as empty before.
        """
        come = {
            name: _copy(each, DEPTH, self._own, new=True)
            for name, each in (registries or {}).items()
            if name not in self._copies
        }
        for name, copy in (self._copies | come).items():
            for path, value, replaced in copy.changes(()):
                key = path if len(path) > 1 else path[0] if path else None
                yield Change(name, key, value, replaced)

    def restore(self) -> None:
        """Bring the same containers back to what they held."""
        for copy in self._copies.values():
            copy.restore()


class Fields:
    """Attributes of an object that are a registry together, though they are in no dict."""

    __slots__ = ("holder", "names")

    def __init__(self, holder: object, names: tuple[str, ...]) -> None:
        self.holder = holder
        self.names = names


class _Values:
    """Attributes and what they were."""

    __slots__ = ("_content", "_fields")

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._content = {name: getattr(fields.holder, name) for name in fields.names}

    def changes(self, path: tuple[Hashable, ...]) -> Iterator[_Found]:
        """What is different now, by the names without underscores."""
        for name, before in self._content.items():
            value = getattr(self._fields.holder, name)
            if value is not before:
                yield (*path, name.lstrip("_")), value, before

    def restore(self) -> None:
        """Bring them back."""
        for name, before in self._content.items():
            setattr(self._fields.holder, name, before)


class _Names:
    """A dict and what it held; registries in it are copied too, down to a depth."""

    __slots__ = ("_content", "_depth", "_names", "_nested", "_own")

    def __init__(
        self,
        names: dict[Hashable, Any],
        content: Mapping[Hashable, Any],
        depth: int,
        own: frozenset[int],
    ) -> None:
        self._names = names
        self._content = dict(content)
        self._depth = depth
        self._own = own
        self._nested = {
            key: _copy(value, depth - 1, own)
            for key, value in content.items()
            if depth > 1 and _is_registry(value) and id(value) not in own
        }

    def changes(self, path: tuple[Hashable, ...]) -> Iterator[_Found]:
        """What is different now, as found below ``path``."""
        for key, value in self._names.items():
            before = self._content.get(key, ABSENT)
            if value is before:
                if key in self._nested:
                    yield from self._nested[key].changes((*path, key))
            elif before is ABSENT and self._nests(value):
                yield from _copy(value, self._depth - 1, self._own, new=True).changes((*path, key))
            else:
                yield (*path, key), value, before
        for key, before in self._content.items():
            if key not in self._names:
                yield (*path, key), ABSENT, before

    def _nests(self, value: Any) -> bool:
        # A defaultdict makes new registries; any other dict holds what it is given.
        return isinstance(self._names, defaultdict) and _is_registry(value)

    def restore(self) -> None:
        """Bring it back, its order and the registries in it included."""
        for copy in self._nested.values():
            copy.restore()
        if not (
            _same(self._names, self._content)
            and _same(self._names.values(), self._content.values())
        ):
            self._names.clear()
            self._names.update(self._content)


class _Elements:
    """A list or set and what it held."""

    __slots__ = ("_content", "_elements")

    def __init__(self, elements: list[Any] | set[Any], content: Iterable[Any]) -> None:
        self._elements = elements
        self._content = list(content)

    def changes(self, path: tuple[Hashable, ...]) -> Iterator[_Found]:
        """What is different now; a new order alone is not."""
        for element in _without(self._elements, self._content):
            yield path, element, ABSENT
        for element in _without(self._content, self._elements):
            yield path, ABSENT, element

    def restore(self) -> None:
        """Bring it back, its order included."""
        if _same(self._elements, self._content):
            return
        self._elements.clear()
        if isinstance(self._elements, list):
            self._elements.extend(self._content)
        else:
            self._elements.update(self._content)


_Copy = _Names | _Elements | _Values | RuleSnapshot


def _whole_copy(registry: Any, own: frozenset[int]) -> _Copy:
    if isinstance(registry, Fields):
        return _Values(registry)
    return RuleSnapshot(registry) if isinstance(registry, Map) else _copy(registry, DEPTH, own)


def _is_registry(value: Any) -> bool:
    # By its type, since isinstance asks a proxy, such as ``session``, for what it stands for.
    return issubclass(type(value), (dict, list, set))


def _copy(registry: Any, depth: int, own: frozenset[int], *, new: bool = False) -> _Copy:
    """A copy of what ``registry`` holds; or, if it is new, of the nothing that was there before.

    :param own: the identities of registries that have a copy of their own.
    """
    if isinstance(registry, dict):
        names = cast(dict[Hashable, Any], registry)
        return _Names(names, {} if new else names, depth, own)
    return _Elements(registry, () if new else registry)


def _same(now: Collection[Any], before: Collection[Any]) -> bool:
    return len(now) == len(before) and all(map(is_, now, before))


def _without(elements: Iterable[Any], others: Iterable[Any]) -> Iterator[Any]:
    """The elements that are not among the others, each as often as it is there more often."""
    spare = Counter(map(id, others))
    for element in elements:
        spare[id(element)] -= 1
        if spare[id(element)] < 0:
            yield element
