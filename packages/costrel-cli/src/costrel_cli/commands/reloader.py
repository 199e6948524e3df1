"""Which reloader can be relied on."""

from importlib import import_module
from importlib.util import find_spec


def reloader_type() -> str:
    """Werkzeug's choice (``auto``), or ``stat`` where the installed watchdog would see no change.

    Werkzeug 3.1 asks for ``*.py``, which is to match the end of a path. From watchdog 7 on a
    pattern must match the whole path, so that no change is ever reported.
    """
    if find_spec("watchdog") is None:
        return "auto"
    match = import_module("watchdog.utils.patterns").match_any_paths
    return "auto" if match(["/folder/module.py"], included_patterns=["*.py"]) else "stat"
