"""What is told to people whose plugins use what the hooks are about to lose."""

import warnings
from collections.abc import Callable
from inspect import unwrap
from typing import Any

from costrel_spec import Deprecated
from costrel_spec.errors import CostrelDeprecationWarning

from .source import Source


def notice(source: Source, use: str, gone: Deprecated) -> str:
    """What the plugin does, until when it may, and the remedy; ``use`` is a verb with its object."""
    if gone.instead:
        fate = f"is called {gone.instead!r} since costrel-spec {gone.since}; the old name works"
        repair = f"Write {gone.instead!r}"
    else:
        fate = f"is deprecated since costrel-spec {gone.since}; it works"
        repair = "Do without it"
    upgrade = f", or upgrade {source.distribution}" if source.distribution else ""
    return f"The plugin {source} {use}, which {fate} until {gone.until}. {repair}{upgrade}."


def warn(function: Callable[..., Any], text: str) -> None:
    """Warn of what ``function`` uses, at the place where it is defined."""
    code = getattr(unwrap(function), "__code__")  # noqa: B009  # not on Callable
    module: dict[str, Any] = getattr(unwrap(function), "__globals__")  # noqa: B009  # the same
    warnings.warn_explicit(
        CostrelDeprecationWarning(text),
        CostrelDeprecationWarning,
        code.co_filename,
        code.co_firstlineno,
        module=module["__name__"],
        # Where Python keeps what it has warned of, so that not every application repeats it.
        registry=module.setdefault("__warningregistry__", {}),
    )
