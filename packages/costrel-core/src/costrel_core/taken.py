"""Errors about a name that somebody else has already."""

from __future__ import annotations

from typing import TypeVar

_Error = TypeVar("_Error", bound=Exception)
_MARK = "costrel_taken"


def taken(error: _Error, kind: str, name: str) -> _Error:
    """The error, with what it is about, so that ``costrel check`` can name the other owner.

    :param kind: one of ``costrel_spec.inspection.KINDS``.
    """
    setattr(error, _MARK, (kind, name))
    return error


def what_was_taken(error: BaseException | None) -> tuple[str, str] | None:
    """Kind and name of what somebody else had; None where the error is about something else."""
    found: tuple[str, str] | None = getattr(error, _MARK, None)
    return found
