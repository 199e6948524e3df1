"""A template of Mako's that knows whether it escapes."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from io import StringIO
from typing import Any, NoReturn

import mako.runtime
import mako.template
from mako.codegen import RESERVED_NAMES
from mako.exceptions import NameConflictError
from mako.lookup import TemplateCollection
from markupsafe import Markup

from .lexers import BUFFER_FILTER, IMPORTS, EscapingLexer, PlainLexer
from .places import note_places
from .twins import twin

_TAKEN = RESERVED_NAMES | {"buffer", "self"}
"""Names that a template's variables can't have."""

_NUMBERS = itertools.count(1)


class Template(mako.template.Template):
    """A compiled template.

    :param name: how it is looked up; None where its source was given as a string.
    :param escapes: whether it escapes what it inserts.
    :param options: Mako's own.
    """

    def __init__(
        self, lookup: TemplateCollection, name: str | None, *, escapes: bool, **options: Any
    ) -> None:
        self.name = name
        self.escapes = escapes
        if escapes:
            # A definition that returns what it would write has escaped it.
            options["buffer_filters"] = [*options.get("buffer_filters", ()), BUFFER_FILTER]
        options.setdefault("default_filters", [])
        options["imports"] = [*IMPORTS, *(options.get("imports") or ())]
        lexer = EscapingLexer if escapes else PlainLexer
        super().__init__(uri=name, lookup=lookup, lexer_cls=lexer, **options)

    @property
    def module_id(self) -> str:
        """The name of the module that the template becomes."""
        return self._module_id

    @module_id.setter
    def module_id(self, given: str) -> None:
        # Mako finds a template's source by it, among the templates of all applications.
        self._module_id = f"{given}_{next(_NUMBERS)}"

    def text(self, names: Mapping[str, Any], context: dict[str, Any]) -> str:
        """What it renders to with ``context``, and with ``names`` where the context says nothing.

        :raises mako.exceptions.NameConflictError: if one of them has a name that is Mako's.
        """
        return self._run(self, {**names, **context}, (), context)

    def pieces(self, names: Mapping[str, Any], context: dict[str, Any]) -> Iterator[str]:
        """The same text, in pieces that are made when they are asked for."""
        buffer = StringIO()
        state = self._state(buffer, {**names, **context})
        try:
            # The last step is the end, before which something may have been written.
            for _ in itertools.chain(self._steps(state, context), [None]):
                if text := buffer.getvalue():
                    buffer.seek(0)
                    buffer.truncate()
                    yield text
        except Exception as error:
            note_places(error)
            raise

    def _steps(self, state: mako.runtime.Context, context: dict[str, Any]) -> Iterator[None]:
        # What ``render_context`` does, up to the call.
        state._set_with_template(self)
        _, own = mako.runtime._populate_self_namespace(  # pyright: ignore[reportPrivateUsage]  # nothing public does it
            state, self
        )
        body: Any = twin(own["local"], "body")
        yield from body(**context)

    def definition(self, name: str, names: Mapping[str, Any]) -> Callable[..., str]:
        """A function that renders the ``<%def>`` or ``<%block>`` of that name."""
        found = self.get_def(name)

        def render(*args: Any, **kwargs: Any) -> str:
            text = self._run(found, names, args, kwargs)
            return Markup(text) if self.escapes else text  # noqa: S704  # it has escaped what it inserts

        return render

    def _run(
        self,
        callee: mako.template.Template,
        variables: Mapping[str, Any],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> str:
        buffer = StringIO()
        state = self._state(buffer, variables)
        try:
            callee.render_context(state, *args, **kwargs)
        except Exception as error:
            note_places(error)
            raise
        return buffer.getvalue()

    def _state(self, buffer: StringIO, variables: Mapping[str, Any]) -> mako.runtime.Context:
        if not variables.keys().isdisjoint(_TAKEN):
            self._refuse(min(_TAKEN & variables.keys()))
        state = mako.runtime.Context(buffer, **variables)
        if self.escapes:
            # What is captured was escaped when it was written. Nothing public reaches the function.
            state._data["capture"] = partial(_capture, state)
        return state

    def _refuse(self, name: str) -> NoReturn:
        which = "that is a string" if self.name is None else repr(self.name)
        raise NameConflictError(
            f"The template {which} has a variable {name!r}, and that name is Mako's own. Use another."
        )


def _capture(context: mako.runtime.Context, *args: Any, **kwargs: Any) -> Markup:
    return Markup(mako.runtime.capture(context, *args, **kwargs))  # noqa: S704  # the reason is above
