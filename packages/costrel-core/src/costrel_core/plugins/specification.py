"""Which hooks there are and what each of them passes, as ``costrel_spec.hooks`` specifies it."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from pluggy import PluginManager

from costrel_spec import DEPRECATED, HOOK_API, OLDEST_HOOK_API, PROJECT, Deprecated, hooks

PROVIDE = "provide_"
"""What the hook that fills a slot begins with; the slot's name follows."""


class Contract:
    """What is promised to plugins that were written for older specifications.

    :param api: the versions of the hook API that plugins may declare.
    :param deprecated: what they may still use.
    """

    __slots__ = ("api", "deprecated")

    def __init__(self, api: range, deprecated: Mapping[str, Deprecated]) -> None:
        self.api = api
        self.deprecated = deprecated

    def old_arguments(self, hook: str) -> Iterator[str]:
        """The names that arguments of ``hook`` had."""
        for name in self.deprecated:
            owner, _, argument = name.partition(".")
            if owner == hook and argument:
                yield argument


CONTRACT = Contract(range(OLDEST_HOOK_API, HOOK_API + 1), DEPRECATED)
"""The promise of the installed costrel-spec."""


@cache
def specifications() -> Mapping[str, tuple[str, ...]]:
    """The arguments of every specified hook, in the order in which they are passed."""
    manager = PluginManager(PROJECT)
    return MappingProxyType(
        {
            name: function.__code__.co_varnames[: function.__code__.co_argcount]
            for name, function in vars(hooks).items()
            if manager.parse_hookspec_opts(hooks, name) is not None
        }
    )


def arguments_of(hook: str) -> tuple[str, ...] | None:
    """The arguments that ``hook`` passes; None for a hook that nobody specifies.

    ``provide_<slot>`` is a hook for whatever slot, since plugins define slots too.
    """
    alike = specifications()["provide_json"] if hook.startswith(PROVIDE) else None
    return specifications().get(hook, alike)
