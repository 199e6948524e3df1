"""The order of plugins: by what they say of each other, and by name where they say nothing."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from itertools import pairwise

from costrel_spec.errors import PluginCycle

from .loading import LoadedPlugin

_Said = tuple[str, str, str]
"""What a declaration says: a plugin, how it is related to another, and that other one."""

_Reasons = Mapping[str, Mapping[str, _Said]]
"""For each plugin those that come before it, and what says so."""


def ordered(plugins: Iterable[LoadedPlugin]) -> list[LoadedPlugin]:
    """The plugins in their order, which does not depend on the order given.

    :raises PluginCycle: showing the smallest circle that their declarations make; ``others`` are
        those in it.
    """
    by_name = {plugin.name: plugin for plugin in plugins}
    reasons = _reasons(by_name)
    followers: dict[str, list[str]] = {name: [] for name in by_name}
    for name, predecessors in reasons.items():
        for predecessor in predecessors:
            followers[predecessor].append(name)
    waiting = {name: len(predecessors) for name, predecessors in reasons.items()}
    ready = [name for name, count in waiting.items() if not count]
    heapify(ready)
    order: list[LoadedPlugin] = []
    while ready:
        name = heappop(ready)
        order.append(by_name[name])
        for follower in followers[name]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heappush(ready, follower)
    if len(order) < len(by_name):
        raise _cycle(by_name, reasons)
    return order


def _reasons(plugins: Mapping[str, LoadedPlugin]) -> _Reasons:
    reasons: dict[str, dict[str, _Said]] = {name: {} for name in plugins}
    for name, plugin in sorted(plugins.items()):
        declared = plugin.declaration
        for relation, others in (
            ("requires", declared.requires),
            ("wants", declared.wants),
            ("comes after", declared.after),
        ):
            for other in others:
                if other in plugins:
                    reasons[name].setdefault(other, (name, relation, other))
        for other in declared.before:
            if other in plugins:
                reasons[other].setdefault(name, (name, "comes before", other))
    return reasons


def _cycle(plugins: Mapping[str, LoadedPlugin], reasons: _Reasons) -> PluginCycle:
    circles = [circle for name in sorted(reasons) if (circle := _circle(name, reasons))]
    circle = min(circles, key=len)
    said = [
        f"{plugins[name].source} {relation} {other!r}"
        for name, relation, other in (reasons[late][early] for early, late in pairwise(circle))
    ]
    remedies = {plugins[name].source.remedy: None for name in circle}
    return PluginCycle(
        f"The plugins ask for an order that goes round in a circle: {', and '.join(said)}."
        f" Take one of these back. {' '.join(remedies)}",
        circle[1:],
    )


def _circle(start: str, reasons: _Reasons) -> list[str] | None:
    """The shortest way from ``start`` back to it; None where there is none."""
    paths = [[start]]
    seen: set[str] = set()
    for path in paths:  # it grows meanwhile: breadth first
        for name in sorted(reasons[path[0]]):
            if name == start:
                return [name, *path]
            if name not in seen:
                seen.add(name)
                paths.append([name, *path])
    return None
