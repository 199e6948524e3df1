"""A template that is quick to begin."""

from collections import ChainMap
from collections.abc import Callable, Mapping, MutableMapping
from types import CodeType
from typing import Any

import jinja2
import jinja2.runtime

from . import escaping
from .context import Context

_CONTEXTS = (Context, jinja2.runtime.Context)


class Template(jinja2.Template):
    """Jinja's template, except for its globals and for how it escapes.

    Jinja keeps the globals in a ``ChainMap``, which each rendering walks twice, in Python; here they
    reach a context as one plain dictionary.
    """

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  # Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """The template that was compiled to ``code``; the arguments are Jinja's."""
        template = super().from_code(environment, code, globals, uptodate)
        escaping.quicken(template.root_render_func.__globals__)
        return template

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  # Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002  # Jinja's name
    ) -> jinja2.runtime.Context:
        """The context of one rendering; the arguments are Jinja's."""
        environment = self.environment
        names: Any = self.globals
        # A context class of somebody else may care which mapping it is given.
        if (
            names.__class__ is not ChainMap
            or len(names.maps) != 2
            or environment.context_class not in _CONTEXTS
            or shared
            or locals
        ):
            return super().new_context(vars, shared, locals)
        own, everywhere = names.maps
        merged = {**everywhere, **own} if own else everywhere
        known = dict(merged, **vars) if vars else dict(merged)
        return environment.context_class(environment, known, self.name, self.blocks, merged)
