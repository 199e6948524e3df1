"""The context of a rendering, which calls functions without a detour."""

from types import FunctionType, MethodType
from typing import Any

import jinja2.runtime
from jinja2.utils import internalcode


class Context(jinja2.runtime.Context):
    """Jinja's context, except that a plain function is called at once.

    Jinja asks every callable, twice, whether it wants the context, too.
    """

    @internalcode
    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What ``function`` returns."""
        plain = function.__func__ if type(function) is MethodType else function
        # What it wants would be in an attribute.
        if type(plain) is not FunctionType or plain.__dict__:
            return super().call(function, *args, **kwargs)
        # What the compiler adds for those that want the context.
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return function(*args, **kwargs)
        except StopIteration:
            # A generated function that lets it pass would end there.
            return self.environment.undefined(
                "value was undefined because a callable raised a StopIteration exception"
            )
