"""A template that is quick to begin."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.runtime import Context, new_context


class Template(jinja2.Template):
    """Jinja's template, except that its globals reach a context as one plain dictionary.

    Jinja keeps them in a ``ChainMap``, which each rendering walks twice, in Python.
    """

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  # Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002  # Jinja's name
    ) -> Context:
        """The context of one rendering; the arguments are Jinja's."""
        environment = self.environment
        names: Any = self.globals
        # A context class of somebody else may care which mapping it is given.
        if (
            names.__class__ is not ChainMap
            or len(names.maps) != 2
            or environment.context_class is not Context
        ):
            return super().new_context(vars, shared, locals)
        own, everywhere = names.maps
        merged = {**everywhere, **own} if own else everywhere
        return new_context(environment, self.name, self.blocks, vars, shared, merged, locals)
