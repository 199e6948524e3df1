"""Finding the application in a module: by its usual names, or by a name that was given.

1. the attributes ``app`` and ``application``;
2. the only application among all attributes;
3. the factories ``create_app`` and ``make_app``, called without arguments;
4. otherwise the name, or the call with literal arguments, that follows the colon in ``--app``.
"""

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple, cast

from costrel_spec import Application

from .brand import COSTREL, Brand
from .errors import NoAppException

APP_NAMES = ("app", "application")
FACTORY_NAMES = ("create_app", "make_app")

_MARKS = ("wsgi_app", "app_context", "make_shell_context", "setup_plugins")
_MISSING = object()


def is_application(thing: object) -> bool:
    """Whether ``thing`` is an application, told by what its class has.

    Only the class is looked at, and statically: a proxy such as ``current_app`` must not be
    resolved, and an object that has every attribute must not pass.
    """
    return all(
        inspect.getattr_static(type(thing), mark, _MISSING) is not _MISSING for mark in _MARKS
    )


def find_best_app(module: ModuleType, brand: Brand = COSTREL) -> Application:
    """The application that ``module`` means where nobody gave a name; else NoAppException."""
    app = _named(module)
    if app is None:
        app = _only(module, brand)
    if app is None:
        app = _made(module)
    if app is None:
        raise NoAppException(
            f"Found no {brand.title} application and no factory in the module {module.__name__!r}."
            f" If it has another name, say it: '{module.__name__}:name'."
        )
    return app


def find_app_by_string(module: ModuleType, app_name: str, brand: Brand = COSTREL) -> Application:
    """The application that ``app_name`` says: a name, or a call with literal arguments."""
    wanted = _parse(app_name)
    try:
        found = getattr(module, wanted.name)
    except AttributeError:
        raise NoAppException(
            f"The module {module.__name__!r} has no attribute {wanted.name!r}."
            f" {_suggestion(module, wanted.name)}"
        ) from None
    if inspect.isfunction(found):
        found = _call(found, wanted, module)
    if not is_application(found):
        raise NoAppException(
            f"'{module.__name__}:{app_name}' is no {brand.title} application but of the type"
            f" {type(found).__name__!r}."
        )
    return cast(Application, found)


def _suggestion(module: ModuleType, name: str) -> str:
    """The application or function of nearly that name, or else what could be named."""
    from difflib import get_close_matches  # noqa: PLC0415  # needed by errors only

    candidates = [
        each
        for each, value in vars(module).items()
        if is_application(value) or inspect.isfunction(value)
    ]
    for near in get_close_matches(name, candidates, n=1):
        return f"Did you mean '{module.__name__}:{near}'?"
    return "Name its application, or the factory that makes it."


def _named(module: ModuleType) -> Application | None:
    for name in APP_NAMES:
        candidate = getattr(module, name, None)
        if is_application(candidate):
            return cast(Application, candidate)
    return None


def _only(module: ModuleType, brand: Brand) -> Application | None:
    names = [name for name, value in vars(module).items() if is_application(value)]
    if len(names) > 1:
        raise NoAppException(
            f"The module {module.__name__!r} has more than one {brand.title} application:"
            f" {', '.join(names)}. Say which one it is: '{module.__name__}:{names[0]}'."
        )
    return cast(Application, getattr(module, names[0])) if names else None


def _made(module: ModuleType) -> Application | None:
    for name in FACTORY_NAMES:
        factory = getattr(module, name, None)
        if inspect.isfunction(factory):
            app = _call(factory, _Reference(name), module)
            if is_application(app):
                return cast(Application, app)
    return None


class _Reference(NamedTuple):
    """What stands after the colon: a name, and the arguments of a call."""

    name: str
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = MappingProxyType({})


def _parse(text: str) -> _Reference:
    try:
        expression = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        expression = None
    match expression:
        case ast.Name(id=name):
            return _Reference(name)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            return _Reference(name, *_literals(text, args, keywords))
        case _:
            raise NoAppException(
                f"{text!r} is neither a name nor a call. Write 'module:name' or"
                " 'module:factory(\"literal\")'."
            )


def _literals(
    text: str, args: list[ast.expr], keywords: list[ast.keyword]
) -> tuple[list[Any], dict[str, Any]]:
    try:
        named = {word.arg: ast.literal_eval(word.value) for word in keywords if word.arg}
        literals = [ast.literal_eval(arg) for arg in args]
    except (ValueError, TypeError):
        named, literals = {}, []
    # **{...} has no name; *[...] is no literal for a start.
    if len(named) + len(literals) < len(keywords) + len(args):
        raise NoAppException(
            f"The arguments in {text!r} are no literals. Write strings in quotes, numbers, True,"
            " False, None, or lists and dicts of these."
        )
    return literals, named


def _call(factory: Callable[..., Any], reference: _Reference, module: ModuleType) -> Any:
    try:
        inspect.signature(factory).bind(*reference.args, **reference.kwargs)
    except TypeError as error:
        raise NoAppException(
            f"The factory {reference.name!r} of the module {module.__name__!r} can't be called as"
            f" given: {error}. Write the arguments:"
            f" '{module.__name__}:{reference.name}{inspect.signature(factory)}'."
        ) from None
    return factory(*reference.args, **reference.kwargs)
