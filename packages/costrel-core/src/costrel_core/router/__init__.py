"""Routing: Werkzeug's maps and rules behind an index that answers most requests itself."""

from .converters import FloatConverter, IntegerConverter
from .indexed_router import IndexedRouter
from .map import Map
from .rules import Rule

__all__ = ["FloatConverter", "IndexedRouter", "IntegerConverter", "Map", "Rule"]
