"""JSON as the current application writes and reads it."""

from costrel_core import jsonify
from costrel_core.json import dump, dumps, load, loads

__all__ = ["dump", "dumps", "jsonify", "load", "loads"]
