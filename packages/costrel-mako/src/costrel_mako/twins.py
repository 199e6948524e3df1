"""Generators beside the functions that Mako makes of a template, for streams.

A function of Mako's writes, and calls those of other templates, until it is done. Its twin is the
same, except that it pauses after each write; what it calls of a template that it inherits from, or
that inherits from it, pauses as well. What is captured, buffered or cached is still written in one
go, and so is what comes from an include or a namespace.
"""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import mako.runtime
import mako.template

_PREFIX = "__M_twin_"
_RELATIVES = frozenset({"local", "next", "parent", "self"})
_WRITER = "__M_writer"
_WRAPPERS = frozenset({_WRITER, "__M_escape", "__M_h", "str"})
_FIND = "__M_find_twin"


def twin(namespace: Any, name: str) -> Callable[..., Iterator[None]] | None:
    """The twin of what ``namespace.name`` is; None where there is none."""
    while isinstance(namespace, mako.runtime.TemplateNamespace) and not namespace.callables:
        if namespace.template.has_def(name):
            found = _twins(namespace.template).get(_PREFIX + name)
            return found and partial(found, namespace.context)
        namespace = namespace.inherits
    return None


def _twins(template: mako.template.Template) -> dict[str, Any]:
    names = vars(template.module)
    # They live among Mako's functions, since they need the same names.
    if _FIND not in names:
        file = template.module.render_body.__code__.co_filename
        code = compile(_tree(template.code), file, "exec")
        exec(code, names)  # noqa: S102  # it is the template, which is a program anyway
        names[_FIND] = twin
    return names


def _tree(source: str) -> ast.Module:
    twins: list[ast.stmt] = [
        _as_twin(node)
        for node in ast.parse(source).body
        # What is decorated is not what it seems.
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("render_")
        and not node.decorator_list
    ]
    return ast.fix_missing_locations(ast.Module(twins, []))


def _as_twin(node: ast.FunctionDef) -> ast.FunctionDef:
    _Pauses().generic_visit(node)
    node.name = _PREFIX + node.name.removeprefix("render_")
    # Without a pause it would be no generator.
    node.body.append(ast.copy_location(_pause(), node))
    return node


def _pause() -> ast.Expr:
    return ast.Expr(ast.Yield())


class _Pauses(ast.NodeTransformer):
    """Puts a pause behind each statement that writes; what is defined inside stays as it is."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        return node

    def visit_Expr(self, node: ast.Expr) -> list[ast.stmt]:
        call = _innermost(node.value)
        if call is not None and _is_of_relative(call.func):
            return [_with_twin(node, call)]
        is_write = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == _WRITER
        return [node, ast.copy_location(_pause(), node)] if is_write else [node]


def _innermost(node: ast.expr) -> ast.Call | None:
    """The call within the writer and what makes a string of its answer."""
    while isinstance(node, ast.Call):
        wraps = isinstance(node.func, ast.Name) and node.func.id in _WRAPPERS
        if not wraps or len(node.args) != 1:
            return node
        node = node.args[0]
    return None


def _is_of_relative(function: ast.expr) -> bool:
    """Whether it is ``self.name`` and the like, or what a block is called by."""
    if not isinstance(function, ast.Attribute):
        return False
    owner = ast.unparse(function.value)
    return owner in _RELATIVES or owner == "context['self']"


def _with_twin(node: ast.Expr, call: ast.Call) -> ast.If:
    """The statement, with the twin of what is called if it has one."""
    function: Any = call.func
    found = ast.NamedExpr(
        ast.Name("__M_twin", ast.Store()),
        ast.Call(ast.Name(_FIND, ast.Load()), [function.value, ast.Constant(function.attr)], []),
    )
    paused = ast.YieldFrom(ast.Call(ast.Name("__M_twin", ast.Load()), call.args, call.keywords))
    written = ast.Expr(_replaced(node.value, call, paused))
    return ast.copy_location(ast.If(found, [written, _pause()], [node, _pause()]), node)


def _replaced(node: Any, call: ast.Call, by: ast.expr) -> ast.expr:
    if node is call:
        return by
    return ast.Call(node.func, [_replaced(node.args[0], call, by)], [])
