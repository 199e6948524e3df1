"""Which contracts an installed plugin has to keep, and whether it keeps them."""

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pkgutil import resolve_name
from typing import Any

from costrel_spec.inspection import PluginState

from . import contracts
from .contracts import Contract, SignalsContract
from .contracts.signals import SIGNALS
from .contracts.verdict import Verdict, judge

DETAILS = "costrel.contracts"
"""The group of entry points by which a plugin says what its contracts have to know: a class with their
attributes, such as ``sources``, the templates of the tests in its own language."""


def plugin_names(distribution: str) -> list[str]:
    """The names of the installed plugins.

    :param distribution: the path of the class of applications.
    :raises ImportError: if that is not there.
    """
    app = resolve_name(distribution)("conformance", plugins=[])
    return sorted(state.name for state in app.assembly.overview())


def plugin_state(plugin: str, distribution: str, config: Mapping[str, Any]) -> PluginState:
    """What an application tells about an installed plugin that it takes, and whose slots it fills.

    :raises costrel_spec.errors.BootError: if it can't take it.
    """
    app = resolve_name(distribution)("conformance", plugins=[plugin])
    app.config.update(config)
    states: dict[str, PluginState] = {state.name: state for state in app.assembly.overview()}
    for slot in states[plugin].slots:
        app.slot(slot)
    return states[plugin]


def contracts_of(plugin: PluginState) -> list[type[Contract]]:
    """The contracts of the slots that a plugin fills, and that of signals if it sends them."""
    kits = [getattr(contracts, name) for name in contracts.__all__]
    found = [kit for kit in kits if getattr(kit, "slot", None) in plugin.slots]
    if set(SIGNALS.values()) <= set(plugin.hooks):
        found.append(SignalsContract)
    return found


def conformance(
    plugin: PluginState, distribution: str, config: Mapping[str, Any]
) -> Iterator[tuple[type[Contract], list[Verdict]]]:
    """Each contract of a plugin, with the verdicts on its promises."""
    details = next((each.value for each in entry_points(group=DETAILS, name=plugin.name)), None)
    for contract in contracts_of(plugin):
        yield contract, judge(contract, plugin.name, distribution, config, details)
