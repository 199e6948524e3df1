"""What a plugin says of itself and which hooks it implements, checked by the specifications."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from operator import is_
from types import CodeType, MappingProxyType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from pluggy import HookimplOpts, PluginManager

from costrel_spec import PROJECT, Plugin
from costrel_spec.errors import (
    HookOrderRefused,
    PluginImportFailed,
    UnknownHook,
    UnknownHookArgument,
    UnsupportedHookApi,
)

from .deprecation import notice, warn
from .source import Source
from .specification import CONTRACT, Contract, arguments_of, specifications
from .spelling import did_you_mean

REFUSED_OPTIONS = ("tryfirst", "trylast", "wrapper", "hookwrapper", "optionalhook")
UNDECLARED = Plugin()
"""The declaration of a plugin that has none."""


class Implementation:
    """One hook of one plugin.

    :param hook: the name of the hook.
    :param attribute: the name of the function in the plugin.
    :param function: what is called, with the arguments by position.
    :param arguments: those that it takes, in its order, by the names that they have in the hook.
    :param notices: what is deprecated of what it uses, a sentence or two each.
    """

    __slots__ = ("arguments", "attribute", "function", "hook", "notices")

    def __init__(
        self,
        hook: str,
        attribute: str,
        function: Callable[..., Any],
        arguments: tuple[str, ...],
        notices: tuple[str, ...] = (),
    ) -> None:
        self.hook = hook
        self.attribute = attribute
        self.function = function
        self.arguments = arguments
        self.notices = notices


class Inspection:
    """A plugin's declaration, and its hook implementations by the name of the hook."""

    __slots__ = ("declaration", "hooks")

    def __init__(self, declaration: Plugin, hooks: Mapping[str, Implementation]) -> None:
        self.declaration = declaration
        self.hooks = hooks


_Known = tuple[tuple[object, ...], Inspection]
_modules: WeakKeyDictionary[ModuleType, _Known] = WeakKeyDictionary()


def inspected(plugin: object, source: Source, contract: Contract = CONTRACT) -> Inspection:
    """What ``plugin`` declares and implements; of a module it is worked out once per process.

    It warns of what is deprecated.

    :raises costrel_spec.errors.BootError: where the specifications do not allow it.
    """
    found = _remembered(plugin, source, contract)
    for implementation in found.hooks.values():
        for each in implementation.notices:
            warn(implementation.function, each)
    return found


def _remembered(plugin: object, source: Source, contract: Contract) -> Inspection:
    if not isinstance(plugin, ModuleType):
        return _inspect(plugin, source, contract)
    # The result holds as long as the module's names stand for the same objects, so that a function
    # that is replaced is seen. The objects are kept: a dead one's identity could come back.
    values = (contract, *vars(plugin).values())
    known = _modules.get(plugin)
    if known and len(known[0]) == len(values) and all(map(is_, known[0], values)):
        return known[1]
    result = _inspect(plugin, source, contract)
    # Notices name the source, and another application may have the module from elsewhere.
    if not any(each.notices for each in result.hooks.values()):
        _modules[plugin] = (values, result)
    return result


def _inspect(plugin: object, source: Source, contract: Contract) -> Inspection:
    declaration = _declaration(plugin, source, contract)
    marked = {name: (options["specname"] or name, options) for name, options in _marked(plugin)}
    spoken = {hook for hook, _ in marked.values()}
    hooks: dict[str, Implementation] = {}
    for name, (hook, options) in marked.items():
        gone = contract.deprecated.get(hook)
        if gone and gone.instead in spoken:
            continue  # it speaks to older and to newer releases
        found = _implementation(plugin, name, hook, options, source, contract)
        twin = hooks.setdefault(found.hook, found)
        if twin is not found:
            raise HookOrderRefused(
                f"The plugin {source} implements the hook {found.hook} twice, as"
                f" {twin.function.__qualname__} and {found.function.__qualname__}, and nothing says"
                f" which comes first. Make them one function. {source.remedy}"
            )
    return Inspection(declaration, MappingProxyType(hooks))


def _declaration(plugin: object, source: Source, contract: Contract) -> Plugin:
    declared = getattr(plugin, "plugin", None)
    # A package whose submodule is called plugin has an attribute of that name as well.
    if declared is None or isinstance(declared, ModuleType):
        return UNDECLARED
    if not isinstance(declared, Plugin):
        raise PluginImportFailed(
            f"The declaration `plugin` of the plugin {source} is {declared!r}. Make it"
            f" plugin = costrel_spec.Plugin(...), or give it another name. {source.remedy}"
        )
    known = contract.api
    if declared.api in known:
        return declared
    older = "the plugin" if declared.api < known[0] else "costrel-core and costrel-spec"
    raise UnsupportedHookApi(
        f"The plugin {source} was written for the hook API {declared.api}, and {known[0]} to"
        f" {known[-1]} are known here. Upgrade {older}. {source.remedy}"
    )


def _marked(plugin: object) -> Iterator[tuple[str, HookimplOpts]]:
    """The attributes that are marked as hook implementations, with what the mark says."""
    manager = PluginManager(PROJECT)
    for name in dir(plugin):
        if not name.startswith("__"):
            options = manager.parse_hookimpl_opts(plugin, name)
            if options is not None:
                yield name, options


def _implementation(
    plugin: object,
    name: str,
    hook: str,
    options: HookimplOpts,
    source: Source,
    contract: Contract,
) -> Implementation:
    gone = contract.deprecated.get(hook)
    notices = [notice(source, f"implements the hook {hook!r}", gone)] if gone else []
    hook = (gone and gone.instead) or hook
    passed = arguments_of(hook)
    if passed is None:
        raise UnknownHook(
            f"The plugin {source} implements the hook {hook!r}, which does not exist."
            f"{did_you_mean(hook, specifications())} {source.remedy}"
        )
    refused = [option for option in REFUSED_OPTIONS if options.get(option)]
    if refused:
        raise HookOrderRefused(
            f"The hook {hook} of the plugin {source} is marked {refused[0]}. Plugins are ordered by"
            f" name: say plugin = Plugin(before={{...}}) or after={{...}} instead. {source.remedy}"
        )
    function = getattr(plugin, name)
    arguments, more = _arguments(source, function, hook, contract)
    return Implementation(hook, name, function, tuple(arguments), (*notices, *more))


def _arguments(
    source: Source, function: Callable[..., Any], hook: str, contract: Contract
) -> tuple[list[str], list[str]]:
    """Today's names of the arguments that the function declares; notices of old ones."""
    passed = arguments_of(hook) or ()
    known = (*passed, *contract.old_arguments(hook))
    plain, special = parameters(function)
    names: list[str] = []
    notices: list[str] = []
    for name in (*plain, *special):
        if name in special or name not in known:
            hint = did_you_mean(name, passed) if name in plain else ""
            raise UnknownHookArgument(
                f"The hook {hook} of the plugin {source} declares the argument {name!r}, and it is"
                f" called with ({', '.join(passed)}).{hint} Declare those that it needs, by name."
                f" {source.remedy}"
            )
        gone = contract.deprecated.get(f"{hook}.{name}")
        if gone:
            use = f"declares the argument {name!r} of the hook {hook}"
            notices.append(notice(source, use, gone))
        names.append((gone and gone.instead) or name)
    return names, notices


def parameters(function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of plain parameters; those that can't be passed by position, with their stars."""
    # Read off the code object, since inspect.signature evaluates annotations on Python 3.14 and
    # fails where a name is imported for type checkers only.
    bound = inspect.ismethod(function)
    code: CodeType = getattr(inspect.unwrap(function), "__code__")  # noqa: B009  # not on Callable
    plain = code.co_varnames[: code.co_argcount]
    rest = code.co_varnames[code.co_argcount :]
    keyword_only = rest[: code.co_kwonlyargcount]
    stars = rest[code.co_kwonlyargcount :]
    special = [*keyword_only]
    if code.co_flags & inspect.CO_VARARGS:
        special.append("*" + stars[0])
        stars = stars[1:]
    if code.co_flags & inspect.CO_VARKEYWORDS:
        special.append("**" + stars[0])
    return plain[1:] if bound else plain, tuple(special)
