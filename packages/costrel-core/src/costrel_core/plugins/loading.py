"""A plugin that is selected becomes one that is loaded: imported, made and inspected."""

from collections.abc import Mapping
from inspect import isroutine
from time import perf_counter
from types import MappingProxyType, ModuleType
from typing import Any

from costrel_spec import Plugin
from costrel_spec.errors import BootError, PluginImportFailed

from .inspection import UNDECLARED, Implementation, inspected
from .raised import raised
from .selection import Selected
from .source import Source

NEVER_OPTIONAL = frozenset({"provide_sessions", "before_request", "wrap_wsgi"})
"""Hooks whose silent absence would open what should be closed, whatever the author suggests."""


class LoadedPlugin:
    """A plugin of one application; ``failure`` is why it was left out, None while it takes part.

    What its import and its set-up took is in milliseconds, None as long as it did not happen.

    :param given: the object or factory that stands for it in ``plugins=`` or ``use()``.
    """

    __slots__ = (
        "declaration",
        "failure",
        "given",
        "hooks",
        "import_ms",
        "object",
        "optional",
        "setup_ms",
        "source",
        "used",
    )

    def __init__(
        self,
        source: Source,
        object: Any = None,  # noqa: A002  # what it is
        declaration: Plugin = UNDECLARED,
        hooks: Mapping[str, Implementation] = MappingProxyType({}),
        *,
        optional: bool = False,
        failure: BootError | None = None,
        import_ms: float | None = None,
        given: Any = None,
    ) -> None:
        self.source = source
        self.object = object
        self.declaration = declaration
        self.hooks = hooks
        self.optional = optional
        self.failure = failure
        self.import_ms = import_ms
        self.setup_ms: float | None = None
        self.given = given
        self.used = False
        """Whether it came by ``use()``, after the constructor."""

    @property
    def name(self) -> str:
        """Its name among plugins."""
        return self.source.name

    @property
    def distribution(self) -> str | None:
        """The distribution that declares it, if one does."""
        return self.source.distribution

    @property
    def version(self) -> str | None:
        """The version of that distribution."""
        return self.source.version

    @property
    def status(self) -> str:
        """Either ``active``, or ``left out``, or ``failed`` where the application needs it."""
        if self.failure is None:
            return "active"
        return "left out" if self.optional else "failed"


class Policy:
    """Which plugins an application may start without, should they fail."""

    __slots__ = ("optional", "required")

    def __init__(
        self, optional: frozenset[str] = frozenset(), required: frozenset[str] = frozenset()
    ) -> None:
        self.optional = optional
        self.required = required

    def allows(self, name: str, declaration: Plugin, hooks: Mapping[str, Implementation]) -> bool:
        """Whether the application decided so, or else the author suggests it and may do so."""
        if name in self.optional or name in self.required:
            return name not in self.required
        return declaration.optional and NEVER_OPTIONAL.isdisjoint(hooks)


def load(selected: Selected, policy: Policy) -> LoadedPlugin:
    """The plugin, imported, made and inspected.

    :raises costrel_spec.errors.BootError: where one of it fails, SystemExit included.
    """
    source = selected.source
    begun = perf_counter()
    try:
        plugin = _made(selected)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        target = source.entry.value if source.entry else "it"
        raise PluginImportFailed(
            f"The plugin {source} could not be loaded: {target} {raised(error)}. {source.remedy}"
        ) from error
    taken = 1000 * (perf_counter() - begun)
    found = inspected(plugin, source)
    if not found.hooks and not found.declaration.slots:
        raise PluginImportFailed(
            f"The plugin {source} is {plugin!r} and has no hook. Mark its functions with"
            f" @costrel_spec.hookimpl, and have a factory return the plugin. {source.remedy}"
        )
    optional = policy.allows(source.name, found.declaration, found.hooks)
    return LoadedPlugin(
        source,
        plugin,
        found.declaration,
        found.hooks,
        optional=optional,
        import_ms=taken,
        given=selected.given,
    )


def _made(selected: Selected) -> object:
    """The module, the instance that was given, or what the factory returns."""
    entry = selected.source.entry
    if entry and not entry.pattern.match(entry.value):
        raise ValueError("an entry point is written as module or module:factory")
    thing: Any = entry.load() if entry else selected.given
    if isinstance(thing, ModuleType):
        return thing
    if isinstance(thing, type) or isroutine(thing) or (entry and callable(thing)):
        made = thing()
        if made is None:
            raise TypeError("the factory returned None in place of a plugin")
        return made
    if entry:
        # All applications of the process would share what it holds.
        raise TypeError(f"{thing!r} is neither a module nor a factory without arguments")
    return thing
