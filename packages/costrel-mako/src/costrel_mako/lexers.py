"""How Mako's templates are read, so that what they insert is escaped last.

Mako applies its default filters first, so that one which escapes would hand escaped text to the
filters of an expression. Here, escaping comes last: ``${moment | ago}`` gives ``ago`` the moment and
escapes what it answers. The steps are added to what Mako's lexer has found:

1. with ``n``, nothing is escaped;
2. what ends with one of Mako's own escapes, ``h``, ``x`` or ``entity``, is escaped by it;
3. anything else is escaped where the template escapes, and made a string where it does not.
"""

from collections.abc import Iterable
from typing import ClassVar

from mako.ast import ArgumentList
from mako.lexer import Lexer
from mako.parsetree import CallNamespaceTag, CallTag, Expression, Node, PageTag, Tag, TemplateNode

# No variable of a template has a name like these, while one may well be called ``filters``, which is
# where Mako has its own.
IMPORTS = (
    "from markupsafe import Markup as __M_Markup, escape as __M_h",
    "from costrel_mako.escaping import entities as __M_entities, escape as __M_escape",
)
BUFFER_FILTER = "__M_Markup"
_RENAMED = {"h": "__M_h", "entity": "__M_entities"}
_ESCAPING = frozenset({"__M_h", "__M_entities", "x"})


class PlainLexer(Lexer):
    """Reads templates that insert values as they are."""

    last: ClassVar = "str"

    def parse(self) -> TemplateNode:
        """The tree of the template."""
        tree = super().parse()
        of_page = ArgumentList("")
        for node in tree.nodes:
            if isinstance(node, PageTag):
                of_page = node.filter_args
        _rename(of_page)
        self._finish(tree.nodes, of_page)
        return tree

    def _finish(self, nodes: Iterable[Node], of_page: ArgumentList) -> None:
        for node in nodes:
            if isinstance(node, Expression):
                self._finish_expression(node, of_page)
            elif isinstance(node, Tag):
                if isinstance(node, CallTag | CallNamespaceTag):
                    node.expression = f"{self.last}({node.expression})"
                self._finish(node.nodes, of_page)

    def _finish_expression(self, node: Expression, of_page: ArgumentList) -> None:
        own = node.escapes_code
        _rename(own)
        applied = own.args
        if "n" not in own.args:
            applied = of_page.args + own.args
            # Mako would not look up what only the page names.
            own.undeclared_identifiers |= of_page.undeclared_identifiers
        if "n" in applied:
            own.args.append("str")
        elif not applied or applied[-1] not in _ESCAPING:
            own.args.append(self.last)
        node.escapes = ",".join(own.args)


def _rename(filters: ArgumentList) -> None:
    filters.args[:] = [_RENAMED.get(each, each) for each in filters.args]


class EscapingLexer(PlainLexer):
    """Reads templates that escape the values they insert, for HTML."""

    last = "__M_escape"
