"""The markers of hooks."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, overload

import pluggy

from .plugin import PROJECT

_Function = TypeVar("_Function", bound=Callable[..., Any])

hookspec = pluggy.HookspecMarker(PROJECT)
"""The decorator of hook specifications."""


class HookMarker(Protocol):
    """The decorator of hook implementations, without the options of pluggy that the boot refuses."""

    @overload
    def __call__(self, function: _Function, /) -> _Function: ...
    @overload
    def __call__(self, *, specname: str | None = ...) -> "NamedHookMarker": ...


class NamedHookMarker(Protocol):
    """The decorator of an implementation whose function is not named after its hook."""

    def __call__(self, function: _Function, /) -> _Function:
        """The function, marked."""
        ...


hookimpl: HookMarker = pluggy.HookimplMarker(PROJECT)
"""The decorator of hook implementations; ``specname`` names the hook where the function does not."""
