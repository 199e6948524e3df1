"""Routing: Werkzeug's maps and rules behind an index that answers most requests itself."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

from .converters import FloatConverter, IntegerConverter
from .map import Map
from .rules import Rule

if TYPE_CHECKING:
    from .indexed_router import IndexedRouter
else:
    # What fills the slot; the rest is what rules are written with.
    __getattr__, __dir__ = late_names(__name__, {".indexed_router": ("IndexedRouter",)})

__all__ = ["FloatConverter", "IndexedRouter", "IntegerConverter", "Map", "Rule"]
