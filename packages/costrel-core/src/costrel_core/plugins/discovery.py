"""What is installed: the entry points of the group ``costrel``, read without importing anything."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from costrel_spec import PROJECT

from .source import Rank, Source


@cache
def discover() -> Mapping[str, tuple[Source, ...]]:
    """The installed plugins by name; a name has several sources where distributions share it.

    The environment is scanned once per process; after ``discover.cache_clear()`` once more.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415  # 8 ms, and not always

    found: dict[str, list[Source]] = {}
    for entry in entry_points(group=PROJECT):
        found.setdefault(entry.name, []).append(Source(entry.name, Rank.ALTERNATIVE, entry))
    return MappingProxyType({name: _distinct(sources) for name, sources in found.items()})


def _distinct(sources: list[Source]) -> tuple[Source, ...]:
    """The sources without those that say the same of the same distribution once more."""
    if len(sources) == 1:
        return (sources[0],)
    return tuple(
        {(_canonical(each), each.entry and each.entry.value): each for each in sources}.values()
    )


def _canonical(source: Source) -> str:
    return (source.distribution or "").lower().replace("_", "-").replace(".", "-")
