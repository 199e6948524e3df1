"""What a template does with each value that it inserts."""

from collections.abc import Callable
from typing import Any

import markupsafe

# MarkupSafe 3 has this in C, and around it a function and a class in Python; before, all was in C.
_escaped: Callable[[str], str] | None = getattr(markupsafe, "_escape_inner", None)


def escape(value: Any) -> str:
    """``value`` escaped for HTML, as text that is put together with other text."""
    if type(value) is str:
        return _escaped(value)  # type: ignore[misc]  # looked at below
    return markupsafe.escape(value)


def quicken(namespace: dict[str, Any]) -> None:
    """Let a compiled template escape this way: what it inserts becomes part of a text at once."""
    if _escaped is not None and namespace.get("escape") is markupsafe.escape:
        namespace["escape"] = escape
