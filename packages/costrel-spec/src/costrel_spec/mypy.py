"""mypy rejects hook implementations that do not fit: ``plugins = ["costrel_spec.mypy"]`` in its settings.

For each function that is marked with ``hookimpl``, it compares the name, the arguments and the answer with
the specification of that name in ``costrel_spec.hooks``.
"""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from mypy.errorcodes import ErrorCode
from mypy.messages import format_type, format_type_distinctly
from mypy.nodes import (
    ARG_STAR2,
    ArgKind,
    CallExpr,
    Context,
    Decorator,
    FuncDef,
    Import,
    ImportAll,
    ImportFrom,
    MypyFile,
    StrExpr,
)
from mypy.plugin import MethodContext, Plugin
from mypy.subtypes import is_subtype
from mypy.types import CallableType, Instance, Type, get_proper_type

from . import hooks
from .plugin import PROJECT

MARKERS = {f"costrel_spec.markers.{name}.__call__" for name in ("HookMarker", "NamedHookMarker")}
PROVIDE = "provide_"
HOOK = ErrorCode("costrel-hook", "Check that hook implementations fit the hooks", "Costrel")


def plugin(_version: str) -> type[Plugin]:
    """What mypy calls to get the plugin."""
    return HookPlugin


class HookPlugin(Plugin):
    """Compares implementations of hooks with their specifications."""

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """The specifications, for whoever imports anything of this framework."""
        if any(name.startswith(PROJECT) for name in _imported(file)):
            return [(10, hooks.__name__, -1)]
        return []

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """What is called for every call of ``hookimpl``."""
        return self._marked if fullname in MARKERS else None

    def _marked(self, ctx: MethodContext) -> Type:
        if isinstance(ctx.context, Decorator) and ctx.arg_types and ctx.arg_types[0]:
            implementation = get_proper_type(ctx.arg_types[0][0])
            if isinstance(implementation, CallableType):
                for message, place in self._faults(ctx, ctx.context, implementation):
                    ctx.api.fail(message, place, code=HOOK)
        return ctx.default_return_type

    def _faults(
        self, ctx: MethodContext, decorator: Decorator, implementation: CallableType
    ) -> Iterator[tuple[str, Context]]:
        """What is wrong with an implementation, and where."""
        name = _hook_name(decorator)
        specified = self._specified(name)
        # The hook that fills a plugin's own slot is like those of the framework's slots.
        alike = self._specified(f"{PROVIDE}json") if name.startswith(PROVIDE) else None
        specification = specified or alike
        if specification is None:
            yield f'There is no hook "{name}"{_hint(name)}', decorator.func
            return
        passed = dict(zip(specification.arg_names, specification.arg_types, strict=True))
        for argument in _arguments(decorator.func, implementation):
            expected = passed.get(argument.name)
            if expected is None:
                called = f"{name}({', '.join(map(str, passed))})"
                yield f'The hook {called} has no argument "{argument.name}"', argument.place
            elif not argument.kind.is_positional():
                yield f'The hook "{name}" passes "{argument.name}" by position', argument.place
            elif not is_subtype(expected, argument.type):
                types = (expected, argument.type)
                given, wanted = format_type_distinctly(*types, options=ctx.api.options)
                yield (
                    (
                        f'The hook "{name}" passes {given} as "{argument.name}", and the'
                        f" implementation takes {wanted}"
                    ),
                    argument.place,
                )
        answer = _answer(implementation.ret_type)
        if specified and not is_subtype(answer, specified.ret_type):
            given = format_type(answer, ctx.api.options)
            wanted = format_type(specified.ret_type, ctx.api.options)
            yield (
                f'The hook "{name}" answers {wanted}, and the implementation {given}',
                decorator.func,
            )

    def _specified(self, name: str) -> CallableType | None:
        """The type of a hook's specification; None for a hook that nobody specifies."""
        found = self.lookup_fully_qualified(f"{hooks.__name__}.{name}")
        specified = found.node.func.type if found and isinstance(found.node, Decorator) else None
        return specified if isinstance(specified, CallableType) else None


class _Argument(NamedTuple):
    """One argument of an implementation; its name has the stars."""

    name: str
    type: Type
    kind: ArgKind
    place: Context


def _arguments(function: FuncDef, implementation: CallableType) -> Iterator[_Argument]:
    """The arguments that the hook has to pass: all but ``self``."""
    # A decorator in between may have hidden them.
    if len(function.arguments) != len(implementation.arg_types):
        return
    for index, (argument, type_) in enumerate(
        zip(function.arguments, implementation.arg_types, strict=True)
    ):
        if index or not function.info or function.is_static:
            stars = "*" * (argument.kind.is_star() + (argument.kind is ARG_STAR2))
            yield _Argument(stars + argument.variable.name, type_, argument.kind, argument)


def _answer(returned: Type) -> Type:
    """What an implementation answers; of an async one, what it answers once it was waited for."""
    proper = get_proper_type(returned)
    if isinstance(proper, Instance) and proper.type.fullname == "typing.Coroutine":
        return proper.args[2]
    return returned


def _hook_name(decorator: Decorator) -> str:
    """The hook that a function implements: ``specname``, or else its own name."""
    for each in decorator.original_decorators:
        if isinstance(each, CallExpr) and "specname" in each.arg_names:
            given = each.args[each.arg_names.index("specname")]
            if isinstance(given, StrExpr):
                return given.value
    return decorator.func.name


def _hint(name: str) -> str:
    known = [each for each, thing in vars(hooks).items() if hasattr(thing, f"{PROJECT}_spec")]
    return "".join(f'; did you mean "{each}"?' for each in get_close_matches(name, known, n=1))


def _imported(file: MypyFile) -> Iterator[str]:
    """The names of the modules that a file imports."""
    imports = file.imports
    yield from (each.id for each in imports if isinstance(each, (ImportFrom, ImportAll)))
    yield from (name for each in imports if isinstance(each, Import) for name, _ in each.ids)
