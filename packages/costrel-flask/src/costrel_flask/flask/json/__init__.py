"""JSON as the current application writes and reads it."""

from costrel_core.json import dump, dumps, jsonify, load, loads
from costrel_spec.late_names import late_names

__getattr__, __dir__ = late_names(__name__, {".provider": (), ".tag": ()})

__all__ = [
    "dump",
    "dumps",
    "jsonify",
    "load",
    "loads",
]
