"""What a template does last with each value that it inserts."""

from collections.abc import Callable
from typing import Any

import markupsafe

# MarkupSafe 3 has this in C, and around it a function and a class in Python; before, all was in C.
_escaped: Callable[[str], str] | None = getattr(markupsafe, "_escape_inner", None)


def _escape(value: Any) -> str:
    """``value`` escaped for HTML, as text that is written at once."""
    if type(value) is str:
        return _escaped(value)  # type: ignore[misc]  # looked at below
    return markupsafe.escape(value)


escape: Callable[[Any], str] = markupsafe.escape if _escaped is None else _escape
