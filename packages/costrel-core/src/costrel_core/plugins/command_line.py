"""The command line of who has no application yet."""

from typing import Any

from .loading import Policy, load
from .selection import Selection


def bare_command_line() -> Any | None:
    """What the part ``cli`` provides without an application, for blueprints; None if it is absent.

    :raises costrel_spec.errors.BootError: if it is there and can't be loaded.
    """
    for selected in Selection(parts=["cli"], plugins=[]).choose({}):
        hooks = load(selected, Policy()).hooks
        if "provide_cli" in hooks:
            provide = hooks["provide_cli"]
            passed = {"app": None, "inner": lambda: None}
            return provide.function(*(passed[name] for name in provide.arguments))
    return None
