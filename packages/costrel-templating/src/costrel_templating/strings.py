"""Templates that are given as source: compiled once, as long as nobody can tell.

A template is kept for the next use of its source where compiling it again would give the same:

1. the environment compiles as Jinja does, with Jinja's code only (``_compiles_plainly``);
2. its settings, extensions and policies are as they were;
3. the filters and tests that the source names are the same functions;
4. nothing of the application's was evaluated during the compilation (``folding``).

Any other source is compiled for each rendering.
"""

from threading import Lock
from typing import Any, NamedTuple

import jinja2
from jinja2.compiler import CodeGenerator

from .folding import Used, is_settled, used_filters, used_tests
from .template import Template

CAPACITY = 256
"""How many sources are kept; the oldest make room."""

LONGEST = 16_384
"""The longest source that is kept, in characters."""

# What has a say in how a source becomes a template, besides the settings.
_COMPILING = frozenset(
    {
        "_compile",
        "_filter_test_common",
        "_generate",
        "_parse",
        "_tokenize",
        "compile",
        "from_string",
        "getattr",
        "getitem",
        "iter_extensions",
        "lex",
        "lexer",
        "make_globals",
        "parse",
        "preprocess",
    }
)

_UNDEFINED = (
    jinja2.Undefined,
    jinja2.ChainableUndefined,
    jinja2.DebugUndefined,
    jinja2.StrictUndefined,
)


class Kept(NamedTuple):
    """A source that was compiled before."""

    template: jinja2.Template | None
    """None where the source must be compiled each time."""
    filters: Used
    tests: Used

    def holds(self, environment: jinja2.Environment) -> bool:
        """Whether the template and its functions are what a new compilation would give."""
        template = self.template
        if template is not None:
            own, everywhere = template.globals.maps  # type: ignore[attr-defined]  # a ChainMap
            if own or everywhere is not environment.globals:
                return False
        return (not self.filters or _unchanged(self.filters, environment.filters)) and (
            not self.tests or _unchanged(self.tests, environment.tests)
        )


class Shelf:
    """The sources that were compiled in one state of an environment."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self.environment = environment
        self.settings = _settings(environment)
        self.is_open = _compiles_plainly(environment)
        self.sources: dict[tuple[str, bool], Kept] = {}


class CompiledStrings:
    """The templates of recent sources, for one environment at a time."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None
        self._adding = Lock()

    def template(self, environment: jinja2.Environment, source: Any) -> jinja2.Template:
        """What ``environment.from_string(source)`` gives, or its like from an earlier time."""
        shelf = self._shelf
        if (
            shelf is None
            or shelf.environment is not environment
            or shelf.settings != _settings(environment)
        ):
            shelf = self._shelf = Shelf(environment)
        if not shelf.is_open or type(source) is not str or len(source) > LONGEST:
            return environment.from_string(source)
        escape = environment.autoescape
        key = (source, bool(escape(None) if callable(escape) else escape))
        kept = shelf.sources.get(key)
        if kept is None or not kept.holds(environment):
            kept = self._compile(environment, source)
            self._add(shelf, key, kept)
        return kept.template or environment.from_string(source)

    def _compile(self, environment: jinja2.Environment, source: str) -> Kept:
        # The functions are looked up first: one that is replaced meanwhile is found out next time.
        tree = environment.parse(source)
        filters, tests = used_filters(tree, environment), used_tests(tree, environment)
        if not is_settled(tree, filters, tests):
            return Kept(None, filters, tests)
        return Kept(environment.from_string(source), filters, tests)

    def _add(self, shelf: Shelf, key: tuple[str, bool], kept: Kept) -> None:
        with self._adding:
            sources = shelf.sources
            sources.pop(key, None)
            if len(sources) >= CAPACITY:
                del sources[next(iter(sources))]
            sources[key] = kept


def _settings(environment: jinja2.Environment) -> list[Any]:
    return [
        *vars(environment).values(),
        *environment.extensions.values(),
        *environment.policies.values(),
    ]


def _compiles_plainly(environment: jinja2.Environment) -> bool:
    owners = {environment, *type(environment).__mro__} - {jinja2.Environment, object}
    return (
        all(_COMPILING.isdisjoint(vars(owner)) for owner in owners)
        and environment.code_generator_class is CodeGenerator
        and environment.template_class in (Template, jinja2.Template)
        and environment.undefined in _UNDEFINED
        and environment.finalize is None
        and not environment.sandboxed
        and all(type(e).__module__ == "jinja2.ext" for e in environment.extensions.values())
    )


def _unchanged(used: Used, functions: Any) -> bool:
    return all(functions.get(name) is function for name, function in used)
