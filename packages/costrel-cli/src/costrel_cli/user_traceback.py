"""Tracebacks that begin where the user's code does."""

import traceback
from types import TracebackType

from costrel_spec.errors import BootError

MACHINERY = frozenset({"click", "costrel_cli", "flask", "importlib"})
"""The packages between the command and the user's code."""


def user_traceback(error: BaseException) -> str:
    """The traceback of ``error`` as Python prints it, from the first frame of the user's code on.

    An error that never reached the user's code is our own, and is shown whole.
    """
    first = _first_of_user(error.__traceback__)
    # A syntax error has no frame of the user's; it says itself where it is.
    if first is None and not isinstance(error, SyntaxError):
        first = error.__traceback__
    return "".join(traceback.format_exception(type(error), error, first))


def report(error: BaseException) -> str:
    """What to print of ``error``: a failed boot explains itself, all else needs its traceback."""
    if not isinstance(error, BootError):
        return user_traceback(error)
    cause = f"{user_traceback(error.__cause__)}\n" if error.__cause__ else ""
    return f"{cause}Error: {error}\n"


def _first_of_user(frames: TracebackType | None) -> TracebackType | None:
    while frames is not None and _package(frames) in MACHINERY:
        frames = frames.tb_next
    return frames


def _package(frames: TracebackType) -> str:
    name: str = frames.tb_frame.f_globals.get("__name__", "")
    return name.partition(".")[0]
