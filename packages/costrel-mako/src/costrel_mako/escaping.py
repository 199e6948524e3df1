"""What a template does last with each value that it inserts."""

from collections.abc import Callable
from typing import Any

import markupsafe
from mako.filters import html_entities_escape

# MarkupSafe 3 has this in C, and around it a function and a class in Python; before, all was in C.
_escaped: Callable[[str], str] | None = getattr(markupsafe, "_escape_inner", None)


def _escape(value: Any) -> str:
    """``value`` escaped for HTML, as text that is written at once."""
    if type(value) is str:
        return _escaped(value)  # type: ignore[misc]  # looked at below
    return markupsafe.escape(value)


escape: Callable[[Any], str] = markupsafe.escape if _escaped is None else _escape


def entities(value: Any) -> str:
    """``value`` escaped for HTML, and with the names that HTML has for letters such as ``ä``."""
    # Mako leaves the quote, which would end an attribute.
    return markupsafe.Markup(html_entities_escape(value).replace("'", "&#39;"))  # noqa: S704  # escaped
